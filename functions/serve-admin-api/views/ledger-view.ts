import type * as z from 'zod';
import { ledgerEntrySchema, ledgerKeySchema, type LedgerEntry } from '../../../domain/ledger/ledger-event.ts';
import { ledgerStateSchema, type LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { without } from './without.ts';

const key = `order/${exampleIds.order}`;
const reference = 'OS-7Q4TN0VX2M9KRB5D8HWZ3FJ6YA';
const payloadHash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export const ledgerKeyParameter = ledgerKeySchema.meta({
  description: 'What was handed over.',
  example: key,
});

export const ledgerStateViewSchema = ledgerStateSchema.omit({ company: true }).meta({
  id: 'LedgerState',
  example: {
    ...{ key, status: 'confirmed', keySequence: 3, changedAt: exampleInstant },
    ...{ revision: 1, payloadHash, reference, connectionId: exampleIds.connection, unitCount: 1 },
    ...{ currency: 'EUR', net: '1801.44', fence: 1, attempts: 1, externalId: 'so-1', number: 'S-ORD101001' },
  },
});

export const ledgerStateView = (state: LedgerState): z.input<typeof ledgerStateViewSchema> =>
  without(state, 'company');

/** With the company and both hashes: what it shows can be verified. */
export const ledgerEntryViewSchema = ledgerEntrySchema.meta({
  id: 'LedgerEntry',
  example: {
    ...{ company: 'demo', chain: 'c07', sequence: 41, previousHash: payloadHash, hash: payloadHash },
    ...{ key, keySequence: 1, at: exampleInstant, actor: `${exampleIds.order}-1` },
    event: {
      ...{ type: 'planned', revision: 1, payloadHash, reference, connectionId: exampleIds.connection },
      ...{ units: [{ unit: `${exampleIds.order}/1`, net: '1801.44' }], currency: 'EUR', net: '1801.44' },
    },
  },
});

export const ledgerEntryView = (entry: LedgerEntry): z.input<typeof ledgerEntryViewSchema> => entry;
