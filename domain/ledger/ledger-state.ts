import * as z from 'zod';
import { currencySchema, decimalSchema, externalIdSchema, instantSchema } from '../canonical/values.ts';
import { companySchema, connectionIdSchema } from '../records/record-parts.ts';
import { ledgerKeySchema } from './ledger-event.ts';

export const ledgerStatusSchema = z.enum([
  'planned',
  'sending',
  'unknown',
  'confirmed',
  'rejected',
  'parked',
  'cancelled',
]);
export type LedgerStatus = z.infer<typeof ledgerStatusSchema>;

/**
 * How a hand-over stands: what its entries come to, and nothing else (A2). `keySequence` is the number of its entries and guards every append.
 * `attempts` counts since the last release. A `quietUntil` outside of `unknown` says that it was parked in doubt: something may have been accepted.
 */
export const ledgerStateSchema = z.strictObject({
  company: companySchema,
  key: ledgerKeySchema,
  status: ledgerStatusSchema,
  keySequence: z.int().positive(),
  changedAt: instantSchema,
  revision: z.int().positive(),
  payloadHash: z.string().length(64),
  reference: z.string(),
  connectionId: connectionIdSchema,
  unitCount: z.int().nonnegative(),
  currency: currencySchema.optional(),
  net: decimalSchema.optional(),
  fence: z.int().nonnegative(),
  attempts: z.int().nonnegative(),
  waitUntil: instantSchema.optional(),
  sendBefore: instantSchema.optional(),
  quietUntil: instantSchema.optional(),
  externalId: externalIdSchema.optional(),
  number: z.string().optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
});
export type LedgerState = z.infer<typeof ledgerStateSchema>;
