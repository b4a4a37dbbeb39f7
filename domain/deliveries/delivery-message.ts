import * as z from 'zod';
import { entitySchema } from '../canonical/change.ts';
import { instantSchema } from '../canonical/values.ts';
import { companySchema, connectionIdSchema, deliveryIdSchema } from '../records/record-parts.ts';

/** `compare`: not the ERP's words but what a comparison of both sides found, as changes in our own. */
export const channelSchema = z.enum(['webhook', 'pull', 'compare']);
export type Channel = z.infer<typeof channelSchema>;

/** Where the raw bytes lie: a slice of an object of the archive. */
export const archivedBodySchema = z.object({
  key: z.string(),
  offset: z.int().nonnegative(),
  length: z.int().nonnegative(),
});
export type ArchivedBody = z.infer<typeof archivedBodySchema>;

/** The raw bytes themselves in Base64, deflated where that is worth it, or, when they are too large for a queue, where they lie. */
export const messageBodySchema = z.union([
  z.object({ plain: z.string() }),
  z.object({ deflated: z.string() }),
  z.object({ archived: archivedBodySchema }),
]);
export type MessageBody = z.infer<typeof messageBodySchema>;

/**
 * What travels through an entity's queue: the whole delivery, to be applied for one of its `entities`. `headers` is the subset the
 * connector's envelope reads. `reason` is set when a person asked for it again: the archive has the bytes then, and one
 * message, on whichever entity's queue, is for all that the delivery announces.
 */
export const deliveryMessageSchema = z.object({
  deliveryId: deliveryIdSchema,
  company: companySchema,
  connectionId: connectionIdSchema,
  receivedAt: instantSchema,
  entity: entitySchema,
  entities: z.array(entitySchema).min(1),
  channel: channelSchema,
  /** The ERP's own record type of a pulled page. */
  resource: z.string().optional(),
  sha256: z.string(),
  size: z.int().nonnegative(),
  contentType: z.string().optional(),
  headers: z.record(z.string(), z.string()),
  /** Positions of the entries whose secret was wrong when it was received; secrets rotate, this verdict stays. */
  refusedEntries: z.array(z.int().nonnegative()).optional(),
  body: messageBodySchema,
  reason: z.enum(['release', 'replay']).optional(),
  /** Who asked for it again. */
  by: z.string().max(200).optional(),
  /** Since when the ERP, or its used up budget, has wanted us to come again later. */
  postponedSince: instantSchema.optional(),
});
export type DeliveryMessage = z.infer<typeof deliveryMessageSchema>;
