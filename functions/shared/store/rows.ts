import * as z from 'zod';
import { canonicalDebtorSchema } from '../../../domain/canonical/debtor.ts';
import { canonicalInvoiceSchema } from '../../../domain/canonical/invoice.ts';
import { canonicalProductSchema } from '../../../domain/canonical/product.ts';
import { debtorRecordSchema } from '../../../domain/records/debtor.ts';
import { invoiceFlagSchema, invoiceRecordSchema } from '../../../domain/records/invoice.ts';
import { productRecordSchema } from '../../../domain/records/product.ts';

const META = {
  recordId: true,
  connectionId: true,
  externalId: true,
  formerNumbers: true,
  deletedAt: true,
  createdAt: true,
  updatedAt: true,
  version: true,
} as const;

/** What a list shows of a debtor. */
export const debtorRowSchema = debtorRecordSchema
  .pick({ ...META, accountId: true, survivorId: true })
  .extend({ canonical: canonicalDebtorSchema });
export type DebtorRow = z.infer<typeof debtorRowSchema>;

/** What a list shows of a product: all but its description and price list. */
export const productRowSchema = productRecordSchema
  .pick(META)
  .extend({ canonical: canonicalProductSchema.omit({ description: true, prices: true }) });
export type ProductRow = z.infer<typeof productRowSchema>;

const LISTED = {
  number: true,
  kind: true,
  status: true,
  voided: true,
  debtorExternalId: true,
  debtorNumber: true,
  documentDate: true,
  postingDate: true,
  dueDate: true,
  currency: true,
  corrects: true,
  totals: true,
  payment: true,
} as const;

/** What a list shows of an invoice; `canonical` is missing while only its deletion is known. */
export const invoiceRowSchema = invoiceRecordSchema.pick(META).extend({
  canonical: canonicalInvoiceSchema.pick(LISTED).optional(),
  lineCount: z.int().nonnegative(),
  flags: z.array(invoiceFlagSchema),
});
export type InvoiceRow = z.infer<typeof invoiceRowSchema>;
