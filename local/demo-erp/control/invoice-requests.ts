import * as z from 'zod';
import type { Erp } from '../erp.ts';
import type { Customer } from '../records/master-records.ts';
import { refused } from '../records/erp-error.ts';
import type { LineRequest } from '../sales/compose-lines.ts';
import type { InvoiceRequest } from '../sales/sales-desk.ts';
import { findRecord } from './find-record.ts';
import { exactNumber, howMany } from './route.ts';

const lineSchema = z.strictObject({
  type: z.enum(['Comment', 'Item', 'Resource', 'Account']).default('Item'),
  number: z.string().max(20).optional(),
  description: z.string().max(100).optional(),
  quantity: exactNumber.optional(),
  unitPrice: exactNumber.optional(),
  discountPercent: exactNumber.optional(),
});

export const invoiceSchema = z.strictObject({
  /** Number or id; without one, the first customer that may be invoiced. */
  customer: z.string().optional(),
  lines: z.array(lineSchema).min(1).max(10_000).optional(),
  postingDate: z.iso.date().optional(),
  externalDocumentNumber: z.string().max(35).optional(),
  invoiceDiscount: exactNumber.optional(),
  pricesIncludeTax: z.boolean().optional(),
  draft: z.boolean().default(false),
});

export const redraftSchema = invoiceSchema.pick({
  lines: true,
  invoiceDiscount: true,
  pricesIncludeTax: true,
});

export const largeSchema = z.strictObject({ lines: howMany(10_000), customer: z.string().optional() });

export const creditSchema = z.strictObject({
  /** Lines by their sequence, with how much of each; without lines everything is credited. */
  lines: z
    .array(z.strictObject({ sequence: exactNumber, quantity: exactNumber }))
    .min(1)
    .optional(),
});

export const paymentSchema = z.strictObject({ amount: exactNumber.optional() });

export function invoiceRequestFrom(erp: Erp, body: z.infer<typeof invoiceSchema>): InvoiceRequest {
  const { customer, lines, postingDate, externalDocumentNumber, invoiceDiscount, pricesIncludeTax } = body;
  return {
    customer: customerFor(erp, customer),
    lines: lines ?? anyLines(erp, 3),
    day: postingDate,
    ...{ externalDocumentNumber, invoiceDiscount, pricesIncludeTax },
  };
}

export function customerFor(erp: Erp, key: string | undefined): Customer {
  if (key !== undefined) return findRecord(erp, 'customers', key);
  const billable = erp.records.list('customers').find(({ fields }) => fields.blocked === ' ');
  if (!billable) throw refused('There is no customer that may be invoiced.');
  return billable.fields;
}

/** So many lines over the items that may be sold, one after the other and over again. */
export function anyLines(erp: Erp, count: number): LineRequest[] {
  const sellable = erp.records.list('items').filter(({ fields }) => !fields.blocked);
  return Array.from({ length: count }, (_, index) => {
    const item = sellable[index % sellable.length]?.fields;
    return item
      ? { type: 'Item', number: item.number }
      : { type: 'Comment', description: 'Nichts zu verkaufen' };
  });
}
