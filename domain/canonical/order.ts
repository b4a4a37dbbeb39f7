import * as z from 'zod';
import {
  currencySchema,
  decimalSchema,
  externalIdSchema,
  instantSchema,
  plainDateSchema,
  shortTextSchema,
} from './values.ts';

/** How far the ERP is with an order (O-9); `draft` exists there but is not in force yet. */
export const erpOrderStatusSchema = z.enum([
  'draft',
  'confirmed',
  'partly-delivered',
  'delivered',
  'invoiced',
  'cancelled',
  'rejected',
]);
export type ErpOrderStatus = z.infer<typeof erpOrderStatusSchema>;

/** The canonical order as the ERP has it: what comes back of what was handed over. Its lines stay there. */
export const canonicalOrderSchema = z.object({
  externalId: externalIdSchema,
  number: shortTextSchema.nullish(),
  /** Our key, as it was written into the ERP's reference field. */
  ourReference: shortTextSchema.nullish(),
  customerReference: shortTextSchema.nullish(),
  debtorExternalId: externalIdSchema.nullish(),
  debtorNumber: shortTextSchema.nullish(),
  orderDate: plainDateSchema.nullish(),
  status: erpOrderStatusSchema,
  /** The ERP's own word for the state, or why it was rejected. */
  statusText: shortTextSchema.nullish(),
  currency: currencySchema.nullish(),
  totals: z
    .object({ net: decimalSchema, tax: decimalSchema.nullish(), gross: decimalSchema.nullish() })
    .nullish(),
  lineCount: z
    .string()
    .regex(/^\d{1,6}$/, 'must be a whole number as text')
    .nullish(),
  modifiedAt: instantSchema.nullish(),
  version: z.string().min(1).max(60).nullish(),
});
export type CanonicalOrder = z.infer<typeof canonicalOrderSchema>;
