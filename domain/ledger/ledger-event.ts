import * as z from 'zod';
import {
  currencySchema,
  decimalSchema,
  externalIdSchema,
  instantSchema,
  shortTextSchema,
} from '../canonical/values.ts';
import { companySchema, connectionIdSchema } from '../records/record-parts.ts';

/** What is handed over, and under which key for ever: `order/ord_…`, `debtor/acc_…`; later positions and time sums. */
export const ledgerKeySchema = z.string().regex(/^[a-z-]{3,20}\/[\w./-]{1,160}$/);
export type LedgerKey = z.infer<typeof ledgerKeySchema>;

const fence = z.int().positive();

/** One billable unit inside a hand-over, by its own key: an order line, an agreement position and period, a time sum. */
export const ledgerUnitSchema = z.object({ unit: z.string().min(1).max(160), net: decimalSchema.optional() });
export type LedgerUnit = z.infer<typeof ledgerUnitSchema>;

/**
 * What can happen to a hand-over, each written before (`planned`, `sending`) or after the fact.
 *
 * `planned` fixes the payload by its hash; a new `revision` may be planned only where nothing was, or can have been, accepted. `sending` is
 * the right to send: it carries a fencing token one higher than any before and ends at `sendBefore`; `completes` names what was found half made.
 * `not-sent` says that the ERP certainly did not take it (refused before processing). `unknown` says that nobody knows; `absent` that our key was
 * looked up and not found after `quietUntil`. `parked` waits for a person, `released` is that person's word. Fence 0 of `confirmed`: found before
 * anything was ever sent.
 */
export const ledgerEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('planned'),
    revision: z.int().positive(),
    payloadHash: z.string().length(64),
    /** Our key in the ERP's reference field. */
    reference: z.string().min(1).max(100),
    connectionId: connectionIdSchema,
    units: z.array(ledgerUnitSchema).max(5_000),
    currency: currencySchema.optional(),
    net: decimalSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('sending'),
    fence,
    attempt: z.int().positive(),
    /** When our key was last looked up before this: never is anything sent unseen. */
    lookedUpAt: instantSchema,
    sendBefore: instantSchema,
    completes: externalIdSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('not-sent'),
    fence,
    reason: z.string().max(2_000),
    waitUntil: instantSchema,
  }),
  z.strictObject({
    type: z.literal('confirmed'),
    fence: z.int().nonnegative(),
    externalId: externalIdSchema,
    number: shortTextSchema.nullish(),
    how: z.enum(['answered', 'found']),
  }),
  z.strictObject({ type: z.literal('rejected'), fence, reason: z.string().max(2_000) }),
  z.strictObject({
    type: z.literal('unknown'),
    fence,
    reason: z.string().max(2_000),
    quietUntil: instantSchema,
  }),
  z.strictObject({ type: z.literal('absent'), fence, lookedUpAt: instantSchema }),
  z.strictObject({ type: z.literal('parked'), code: z.string().max(60), reason: z.string().max(2_000) }),
  z.strictObject({ type: z.literal('released'), by: shortTextSchema }),
  z.strictObject({ type: z.literal('cancelled'), by: shortTextSchema, reason: z.string().max(2_000) }),
]);
export type LedgerEvent = z.infer<typeof ledgerEventSchema>;

/**
 * One entry of the journal: append-only, gap-free in its chain by `sequence`, hash-chained by `previousHash` (A1). `keySequence` counts the entries of
 * the key. `hash` is SHA-256 over the entry without `hash`, in canonical JSON.
 */
export const ledgerEntrySchema = z.strictObject({
  company: companySchema,
  chain: z.string().regex(/^c\d{2}$/),
  sequence: z.int().positive(),
  previousHash: z.string().length(64),
  hash: z.string().length(64),
  key: ledgerKeySchema,
  keySequence: z.int().positive(),
  at: instantSchema,
  /** Who wrote it: a person, or the execution that did. */
  actor: shortTextSchema.min(1),
  event: ledgerEventSchema,
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
