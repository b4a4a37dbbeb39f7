import * as z from 'zod';
import { canonicalInvoiceSchema } from '../../../domain/canonical/invoice.ts';
import { lineOrigin } from '../../../domain/invoices/line-origin.ts';
import {
  invoiceFlagSchema,
  invoiceLineSchema,
  type InvoiceLine,
  type InvoiceRecord,
  type StoredInvoice,
} from '../../../domain/records/invoice.ts';
import { invoiceIdSchema, orderIdSchema } from '../../../domain/records/record-parts.ts';
import type { BilledOrder } from '../invoices/line-links.ts';
import { invoiceRowSchema, type InvoiceRow } from '../../shared/store/rows.ts';
import { exampleIds } from './example-ids.ts';
import { exampleMirrored, mirroredFields, mirroredShape } from './mirrored-view.ts';

const example = {
  invoiceId: exampleIds.invoice,
  externalId: 'a0f1c2d3-0a4f-4f6b-9a53-7d0f5b2c9e11',
  number: 'RE-2026-0042',
  kind: 'invoice',
  status: 'posted',
  debtorNumber: '10000',
  postingDate: '2026-01-31',
  currency: 'EUR',
  totals: { net: '100.00', tax: '20.00', gross: '120.00' },
  payment: { state: 'open', openAmount: '120.00' },
  lineCount: 1,
  flags: [],
  ...exampleMirrored,
} as const;

const identityShape = {
  invoiceId: invoiceIdSchema,
  externalId: z.string(),
  lineCount: z.int(),
  flags: z
    .array(invoiceFlagSchema)
    .meta({ description: 'What to look at although the document is stored (I-3, I-4).' }),
};

/** Only the deletion of a document may be known: then it has no content, so all of it is optional. */
export const invoiceViewSchema = canonicalInvoiceSchema
  .omit({ lines: true })
  .partial()
  .extend({ ...mirroredShape, ...identityShape })
  .meta({ id: 'Invoice', description: 'An invoice or credit note without its lines.', example });

export const invoiceRowViewSchema = invoiceRowSchema.shape.canonical
  .unwrap()
  .partial()
  .extend({ ...mirroredShape, ...identityShape })
  .meta({ id: 'InvoiceRow', example });

const originSchema = z
  .object({
    state: z.enum(['referenced', 'unassigned']),
    reference: z.string().optional(),
    order: z
      .object({
        orderId: orderIdSchema,
        orderNumber: z.string(),
        lineId: z.string().optional(),
        by: z.enum(['line-reference', 'product', 'document']),
      })
      .optional()
      .meta({ description: 'Our order, and its line where that is sure.' }),
  })
  .meta({ description: 'What a value line bills, by our key in the reference field of the ERP (I-7).' });

export const lineViewSchema = invoiceLineSchema
  .extend({
    index: z.int().meta({ description: 'Place in the document, from 0.' }),
    origin: originSchema.optional(),
  })
  .meta({
    id: 'InvoiceLine',
    example: {
      index: 0,
      kind: 'product',
      productNumber: '1896-S',
      quantity: '1',
      unitPrice: '100.00',
      net: '100.00',
      value: '100.00',
      origin: { state: 'unassigned' },
    },
  });

export function invoiceView(invoice: InvoiceRecord): z.input<typeof invoiceViewSchema> {
  const { lines = [], flags = [], ...head } = invoice.canonical ?? {};
  return { ...head, ...identity(invoice), lineCount: lines.length, flags };
}

export function invoiceRowView(row: InvoiceRow): z.input<typeof invoiceRowViewSchema> {
  return { ...row.canonical, ...identity(row), lineCount: row.lineCount, flags: row.flags };
}

const identity = (invoice: InvoiceRow | InvoiceRecord) => ({
  invoiceId: invoice.recordId,
  externalId: invoice.externalId,
  ...mirroredFields(invoice),
});

export interface LinePlace {
  readonly index: number;
  readonly document: Pick<StoredInvoice, 'ourReference'>;
  /** What it bills of our orders. */
  readonly order?: BilledOrder | undefined;
}

/** Lines without value bill nothing and have no origin. */
export const lineView = (
  line: InvoiceLine,
  { index, document, order }: LinePlace,
): z.input<typeof lineViewSchema> => ({
  index,
  ...line,
  ...(line.value === undefined ? {} : { origin: { ...lineOrigin(line, document), ...(order && { order }) } }),
});
