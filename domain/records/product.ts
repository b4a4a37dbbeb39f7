import * as z from 'zod';
import { canonicalProductSchema } from '../canonical/product.ts';
import { mirrorMetaShape } from './mirrored-record.ts';
import { productIdSchema } from './record-parts.ts';

/** A product as the ERP last stated it. */
export const productRecordSchema = z.object({
  ...mirrorMetaShape,
  recordId: productIdSchema,
  entity: z.literal('product'),
  canonical: canonicalProductSchema,
});
export type ProductRecord = z.infer<typeof productRecordSchema>;
