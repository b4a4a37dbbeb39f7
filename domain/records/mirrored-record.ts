import * as z from 'zod';
import { entitySchema } from '../canonical/change.ts';
import { externalIdSchema, instantSchema } from '../canonical/values.ts';
import { deletionSchema } from '../mirror/existence.ts';
import { sourceOrderSchema } from '../mirror/source-order.ts';
import { connectionIdSchema, deliveryIdSchema, recordMetaShape } from './record-parts.ts';

/**
 * Which part of which delivery a state came from: `index` counts the changes inside one delivery, `hash` is the content's as
 * it was mapped then.
 */
export const changeSourceSchema = z.object({
  deliveryId: deliveryIdSchema,
  index: z.int().nonnegative(),
  hash: z.string(),
});
export type ChangeSource = z.infer<typeof changeSourceSchema>;

export const recordEventTypeSchema = z.enum([
  'DebtorChanged',
  'ProductChanged',
  'InvoicePosted',
  'InvoiceChanged',
  'OrderChanged',
]);
export type RecordEventType = z.infer<typeof recordEventTypeSchema>;

/**
 * What every record led by the ERP carries beside its canonical shape.
 *
 * `order` leads the record. `fieldOrders` exists where payloads are partial: the order that leads each field. A tombstone has
 * `deletedAt`, leads by its own order, and keeps the last content with `contentOrder`. `deletion` is what was heard of
 * deletions, even after the record came back; `seenAt` when we last read it from the ERP. `event` is what the last
 * applied change announced, so that a redelivery announces exactly the same again.
 */
export const mirrorMetaShape = {
  ...recordMetaShape,
  recordId: z.string(),
  entity: entitySchema,
  connectionId: connectionIdSchema,
  externalId: externalIdSchema,
  order: sourceOrderSchema,
  contentOrder: sourceOrderSchema.optional(),
  fieldOrders: z.record(z.string(), sourceOrderSchema).optional(),
  deletedAt: instantSchema.optional(),
  deletion: deletionSchema.optional(),
  seenAt: instantSchema.optional(),
  /** Every number the record ever had except the present one (D-6), sorted. */
  formerNumbers: z.array(z.string()),
  source: changeSourceSchema,
  event: z.object({ type: recordEventTypeSchema, version: z.int().positive() }).optional(),
};
