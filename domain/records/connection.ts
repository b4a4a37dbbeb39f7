import * as z from 'zod';
import { instantSchema } from '../canonical/values.ts';
import { pullAgainSchema } from '../catch-up/pull-again.ts';
import { comparedEntitySchema, comparisonSchema } from '../comparison/comparison.ts';
import { firstLoadSignSchema } from '../first-load/first-load.ts';
import { unannouncedSchema } from '../webhooks/watch-webhooks.ts';
import { connectionIdSchema, recordMetaShape } from './record-parts.ts';

/** One configured connector: where the ERP answers, for which company, and the name of the secret with its credentials. */
export const connectionSchema = z.object({
  ...recordMetaShape,
  connectionId: connectionIdSchema,
  connector: z.string().min(1).max(60),
  name: z.string().min(1).max(200),
  state: z.enum(['active', 'paused']),
  /** Where the ERP answers; absent where only the ERP calls us. */
  baseUrl: z.url().max(500).optional(),
  externalCompany: z.string().max(200).optional(),
  settings: z.record(z.string().max(100), z.string().max(2_000)),
  secretName: z.string().min(1).max(500),
  catchUp: z.object({
    everyMinutes: z.int().min(1).max(10_080),
    overlapSeconds: z.int().min(0).max(604_800),
  }),
});
export type Connection = z.infer<typeof connectionSchema>;

/** How a catch-up ended; `reason` is in words for the person who has to act. */
export const catchUpRunSchema = z.object({
  startedAt: instantSchema,
  endedAt: instantSchema.optional(),
  outcome: z.enum(['running', 'done', 'stopped']),
  reason: z.string().max(2_000).optional(),
});
export type CatchUpRun = z.infer<typeof catchUpRunSchema>;

/** One webhook subscription as the ERP last stated it. */
export const subscriptionStateSchema = z.object({
  resource: z.string(),
  externalId: z.string().optional(),
  expiresAt: z.string().max(60).optional(),
  checkedAt: instantSchema,
});
export type SubscriptionState = z.infer<typeof subscriptionStateSchema>;

/**
 * What machines note about a connection, apart from the record people edit, so that neither makes the other's
 * version stale. `watermarks` maps `entity` or `entity/resource` to the time up to which everything was applied.
 */
export const connectionProgressSchema = z.object({
  connectionId: connectionIdSchema,
  watermarks: z.record(z.string(), instantSchema),
  /** What has to be read again from an earlier time than the watermark, by the same names. */
  pullAgain: z.record(z.string(), pullAgainSchema).optional(),
  lastCatchUp: catchUpRunSchema.optional(),
  subscriptions: z.array(subscriptionStateSchema).optional(),
  subscriptionsReason: z.string().max(2_000).optional(),
  /** Since when no try to uphold the subscriptions went well. */
  subscriptionsFailingSince: instantSchema.optional(),
  /** What catch-ups found that no webhook told of, and what that means, in words for people. */
  unannounced: unannouncedSchema.optional(),
  webhooksReason: z.string().max(2_000).optional(),
  /** The latest first load. */
  firstLoad: firstLoadSignSchema.optional(),
  /** The last full comparison of each entity (P-4). */
  comparisons: z.partialRecord(comparedEntitySchema, comparisonSchema).optional(),
  /** When the last one began that was no preview. */
  comparedAt: z.partialRecord(comparedEntitySchema, instantSchema).optional(),
});
export type ConnectionProgress = z.infer<typeof connectionProgressSchema>;
