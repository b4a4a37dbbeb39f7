import * as z from 'zod';
import { canonicalInvoiceSchema, canonicalLineSchema } from '../canonical/invoice.ts';
import { decimalSchema } from '../canonical/values.ts';
import { mirrorMetaShape } from './mirrored-record.ts';
import { invoiceIdSchema } from './record-parts.ts';

/** What a person should look at although the document is stored (I-3, I-4); an undated one is in no month's totals (I-8). */
export const invoiceFlagSchema = z.enum(['totals-differ', 'sign-differs', 'undated']);
export type InvoiceFlag = z.infer<typeof invoiceFlagSchema>;

/** A line as stored: `value` is its net after its share of the header discount; only value lines have one (I-2). */
export const invoiceLineSchema = canonicalLineSchema.extend({ value: decimalSchema.optional() });
export type InvoiceLine = z.infer<typeof invoiceLineSchema>;

export const storedInvoiceSchema = canonicalInvoiceSchema.extend({
  lines: z.array(invoiceLineSchema),
  flags: z.array(invoiceFlagSchema),
});
export type StoredInvoice = z.infer<typeof storedInvoiceSchema>;

/** An invoice or credit note as the ERP last stated it; a tombstone that came first has no content yet. */
export const invoiceRecordSchema = z.object({
  ...mirrorMetaShape,
  recordId: invoiceIdSchema,
  entity: z.literal('invoice'),
  canonical: storedInvoiceSchema.optional(),
});
export type InvoiceRecord = z.infer<typeof invoiceRecordSchema>;
