import * as z from 'zod';
import { entitySchema } from '../canonical/change.ts';
import { instantSchema } from '../canonical/values.ts';
import { archivedBodySchema, channelSchema } from '../deliveries/delivery-message.ts';
import { companySchema, connectionIdSchema, deliveryIdSchema } from './record-parts.ts';

/** `received` is still on its way; all others are final (W1), except that a person may release or discard a parked one. */
export const deliveryStateSchema = z.enum([
  'received',
  'applied',
  'superseded',
  'duplicate',
  'ignored',
  'parked',
]);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;
export const finalStateSchema = deliveryStateSchema.exclude(['received']);
export type FinalState = z.infer<typeof finalStateSchema>;

export const problemSchema = z.object({ field: z.string(), reason: z.string() });

/** Why something is parked, in one word to choose by: what it takes to release it is the same for all of a cause. */
export const parkedCauseSchema = z.enum([
  'paused',
  'unreadable',
  'mapping',
  'erp-refused',
  'erp-silent',
  'erp-notice',
  'connection-gone',
  'unexpected',
]);
export type ParkedCause = z.infer<typeof parkedCauseSchema>;

/** What one announced change came to; without an entity where it is none of ours. `reason` and `problems` say in words why it was parked or ignored. */
export const changeOutcomeSchema = z.object({
  entity: entitySchema.optional(),
  state: finalStateSchema,
  cause: parkedCauseSchema.optional(),
  externalId: z.string().optional(),
  recordId: z.string().optional(),
  number: z.string().optional(),
  reason: z.string().optional(),
  problems: z.array(problemSchema).optional(),
});
export type ChangeOutcome = z.infer<typeof changeOutcomeSchema>;

/** One try to settle a delivery. `trigger` says why it was made, `by` which person wanted it. */
export const attemptSchema = z.object({
  at: instantSchema,
  trigger: z.enum(['delivery', 'release', 'replay', 'discard']),
  state: finalStateSchema,
  by: z.string().max(200).optional(),
  receives: z.int().positive().optional(),
  reason: z.string().optional(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** Counts per final state, where a delivery announces more changes than are kept one by one. */
export const outcomeCountsSchema = z.partialRecord(finalStateSchema, z.int().nonnegative());
export type OutcomeCounts = z.infer<typeof outcomeCountsSchema>;

export function addCounts(a: OutcomeCounts, b: OutcomeCounts): OutcomeCounts {
  const total = { ...a };
  for (const state of finalStateSchema.options) {
    const count = (a[state] ?? 0) + (b[state] ?? 0);
    if (count > 0) total[state] = count;
  }
  return total;
}

/**
 * One received webhook request or pulled page. `changes` holds the first and all parked outcomes up to a limit, `counts` all of
 * them. The SHA-256 is over the bytes as received (W3).
 */
export const deliverySchema = z.object({
  deliveryId: deliveryIdSchema,
  company: companySchema,
  connectionId: connectionIdSchema,
  channel: channelSchema,
  resource: z.string().optional(),
  entities: z.array(entitySchema),
  /** Entities whose part is still on its way; the state is `received` until there are none. */
  pending: z.array(entitySchema).default([]),
  state: deliveryStateSchema,
  receivedAt: instantSchema,
  settledAt: instantSchema.optional(),
  sha256: z.string(),
  size: z.int().nonnegative(),
  contentType: z.string().optional(),
  headers: z.record(z.string(), z.string()),
  /** Positions of the entries whose secret was wrong when it was received. */
  refusedEntries: z.array(z.int().nonnegative()).optional(),
  archive: archivedBodySchema.optional(),
  changes: z.array(changeOutcomeSchema),
  counts: outcomeCountsSchema,
  reason: z.string().optional(),
  attempts: z.array(attemptSchema),
  version: z.int().positive(),
});
export type Delivery = z.infer<typeof deliverySchema>;
