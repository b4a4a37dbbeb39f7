import * as z from 'zod';
import { decimalSchema } from '../../../domain/canonical/values.ts';
import { ledgerStatusSchema } from '../../../domain/ledger/ledger-state.ts';
import type { Verification } from '../../../domain/ledger/verify-ledger.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';

const count = z.int().nonnegative();

const findingSchema = z.object({
  code: z.string(),
  sentence: z.string(),
  chain: z.string().optional(),
  sequence: z.int().optional(),
  key: z.string().optional(),
});

const totalSchema = z.object({
  month: z.string(),
  currency: z.string(),
  status: ledgerStatusSchema,
  handOvers: count,
  units: count,
  net: decimalSchema,
});

const unconfirmedSchema = z.object({
  key: z.string(),
  status: ledgerStatusSchema,
  units: count,
  reason: z.string(),
});

export const verificationViewSchema = z
  .object({
    findings: z.array(findingSchema).meta({ description: 'The first of them; empty where all is whole.' }),
    findingCount: count,
    entries: count,
    totals: z.array(totalSchema),
    unconfirmed: z.array(unconfirmedSchema).meta({ description: 'What is not in the ERP, with its reason.' }),
    unconfirmedCount: count,
  })
  .meta({
    id: 'LedgerVerification',
    example: {
      ...{ findings: [], findingCount: 0, entries: 6 },
      totals: [
        { month: '2026-01', currency: 'EUR', status: 'confirmed', handOvers: 1, units: 1, net: '1801.44' },
        { month: '2026-01', currency: 'EUR', status: 'rejected', handOvers: 1, units: 1, net: '50.00' },
      ],
      unconfirmed: [
        { key: `order/${exampleIds.order}`, status: 'rejected', units: 1, reason: 'Unknown item.' },
      ],
      unconfirmedCount: 1,
    },
  });

const MOST_SHOWN = 1_000;

export const verificationView = ({
  findings,
  unconfirmed,
  entries,
  totals,
}: Verification): z.input<typeof verificationViewSchema> => ({
  ...{ entries, totals: [...totals] },
  ...{ findings: findings.slice(0, MOST_SHOWN), findingCount: findings.length },
  ...{ unconfirmed: unconfirmed.slice(0, MOST_SHOWN), unconfirmedCount: unconfirmed.length },
});

export const chainHeadsSchema = z
  .object({
    items: z.array(z.object({ chain: z.string(), sequence: z.int(), hash: z.string(), at: z.string() })),
  })
  .meta({
    id: 'LedgerHeads',
    example: { items: [{ chain: 'c07', sequence: 41, hash: '0'.repeat(64), at: exampleInstant }] },
  });
