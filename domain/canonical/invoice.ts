import * as z from 'zod';
import {
  currencySchema,
  decimalSchema,
  externalIdSchema,
  instantSchema,
  plainDateSchema,
  shortTextSchema,
  textSchema,
} from './values.ts';

export const invoiceKindSchema = z.enum(['invoice', 'credit-note', 'cancellation', 'correction']);
export const lineKindSchema = z.enum([
  'product',
  'service',
  'text',
  'subtotal',
  'discount',
  'surcharge',
  'rounding',
]);
export const paymentStateSchema = z.enum(['open', 'partial', 'paid', 'written-off']);

/** Another document of the ERP, by its id or its number. */
const documentNameSchema = z.object({
  externalId: externalIdSchema.nullish(),
  number: shortTextSchema.nullish(),
});
export type DocumentName = z.infer<typeof documentNameSchema>;

/** One position of a document (I-2). Credit notes carry negative quantity and amounts (I-3). */
export const canonicalLineSchema = z.object({
  externalId: externalIdSchema.nullish(),
  position: z.string().max(40).nullish(),
  kind: lineKindSchema,
  productExternalId: externalIdSchema.nullish(),
  productNumber: shortTextSchema.nullish(),
  description: textSchema.nullish(),
  quantity: decimalSchema.nullish(),
  unit: shortTextSchema.nullish(),
  unitPrice: decimalSchema.nullish(),
  discountPercent: decimalSchema.nullish(),
  discountAmount: decimalSchema.nullish(),
  net: decimalSchema.nullish(),
  taxRate: decimalSchema.nullish(),
  tax: decimalSchema.nullish(),
  gross: decimalSchema.nullish(),
  ourReference: shortTextSchema.nullish(),
  /** The credited line, where the source says so (I-1). */
  corrects: z.object({ externalId: externalIdSchema }).nullish(),
});
export type CanonicalLine = z.infer<typeof canonicalLineSchema>;

/** The canonical invoice, also for credit notes, cancellations and corrections (I-1 to I-7). */
export const canonicalInvoiceSchema = z.object({
  externalId: externalIdSchema,
  number: shortTextSchema.nullish(),
  kind: invoiceKindSchema,
  status: z.enum(['draft', 'posted', 'cancelled']),
  /** Cancelled, and no document of its own counters it: it counts in no sum (I-1). */
  voided: z.boolean().optional(),
  debtorExternalId: externalIdSchema.nullish(),
  debtorNumber: shortTextSchema.nullish(),
  documentDate: plainDateSchema.nullish(),
  postingDate: plainDateSchema.nullish(),
  dueDate: plainDateSchema.nullish(),
  servicePeriod: z.object({ start: plainDateSchema, end: plainDateSchema }).nullish(),
  currency: currencySchema,
  exchangeRate: decimalSchema.nullish(),
  pricesIncludeTax: z.boolean().optional(),
  customerReference: shortTextSchema.nullish(),
  ourReference: shortTextSchema.nullish(),
  corrects: documentNameSchema.nullish(),
  /** The ERP's own orders that it bills: they name ours where a clerk changed the reference (I-7). */
  orders: z.array(documentNameSchema).max(1_000).nullish(),
  salesperson: shortTextSchema.nullish(),
  /** Discount on the document as a whole, not yet inside the lines' `net`; spread over value lines (I-2). */
  headerDiscount: decimalSchema.nullish(),
  lines: z.array(canonicalLineSchema).max(50_000),
  totals: z.object({ net: decimalSchema, tax: decimalSchema.nullish(), gross: decimalSchema.nullish() }),
  payment: z.object({ state: paymentStateSchema, openAmount: decimalSchema.nullish() }).nullish(),
  modifiedAt: instantSchema.nullish(),
  version: z.string().min(1).max(60).nullish(),
});
export type CanonicalInvoice = z.infer<typeof canonicalInvoiceSchema>;
