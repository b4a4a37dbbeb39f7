import * as z from 'zod';
import { candidateSchema, couplingSchema, type Coupling } from '../../../domain/records/coupling.ts';
import type { RecordName } from '../../shared/store/record-names.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { without } from './without.ts';

const name = z.string().optional().meta({ description: 'Missing where the record is gone.' });

/** Names as they are now, so that nobody has to look up every id; the ids are what counts. */
export const couplingViewSchema = couplingSchema
  .omit({ company: true })
  .extend({
    debtorNumber: z.string().optional(),
    debtorName: name,
    accountName: name,
    candidates: z.array(candidateSchema.extend({ accountName: name })),
  })
  .meta({
    id: 'Coupling',
    example: {
      couplingId: exampleIds.coupling,
      debtorId: exampleIds.debtor,
      debtorNumber: '10000',
      debtorName: 'Musterbau GmbH',
      state: 'proposed',
      candidates: [
        {
          accountId: exampleIds.account,
          accountName: 'Musterbau',
          score: 60,
          evidence: [{ kind: 'email-domain', value: 'musterbau.example' }],
        },
      ],
      rejectedAccountIds: [],
      createdAt: exampleInstant,
      updatedAt: exampleInstant,
      version: 1,
    },
  });
export type CouplingView = z.input<typeof couplingViewSchema>;

export function couplingView(coupling: Coupling, names: ReadonlyMap<string, RecordName>): CouplingView {
  const { debtorId, accountId, candidates } = coupling;
  const debtor = names.get(debtorId);
  return {
    ...without(coupling, 'company'),
    ...(debtor?.number !== undefined && { debtorNumber: debtor.number }),
    ...(debtor?.name !== undefined && { debtorName: debtor.name }),
    ...(accountId !== undefined && accountNameIn(names, accountId)),
    candidates: candidates.map((candidate) => ({
      ...candidate,
      ...accountNameIn(names, candidate.accountId),
    })),
  };
}

function accountNameIn(names: ReadonlyMap<string, RecordName>, accountId: string): { accountName?: string } {
  const accountName = names.get(accountId)?.name;
  return accountName === undefined ? {} : { accountName };
}

export const confirmationSchema = z
  .union([
    z.strictObject({ accountId: z.string().max(64) }),
    z.strictObject({ newAccount: z.literal(true).meta({ description: 'Make an account from the debtor.' }) }),
  ])
  .meta({ id: 'CouplingConfirmation', example: { accountId: exampleIds.account } });

export const reasonSchema = z
  .strictObject({ reason: z.string().trim().min(1).max(1_000) })
  .meta({ id: 'Reason', example: { reason: 'Another company of the same name.' } });
