import * as z from 'zod';
import { canonicalOrderSchema } from '../canonical/order.ts';
import { mirrorMetaShape } from './mirrored-record.ts';
import { erpOrderIdSchema } from './record-parts.ts';

/** An order of ours as the ERP last stated it; a tombstone that came first has no content yet. */
export const erpOrderRecordSchema = z.object({
  ...mirrorMetaShape,
  recordId: erpOrderIdSchema,
  entity: z.literal('order'),
  canonical: canonicalOrderSchema.optional(),
});
export type ErpOrderRecord = z.infer<typeof erpOrderRecordSchema>;
