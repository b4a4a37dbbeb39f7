import type { CanonicalInvoice } from '../canonical/invoice.ts';
import type { InvoiceFlag, StoredInvoice } from '../records/invoice.ts';
import { hasDifferentSign } from './check-sign.ts';
import { totalsDiffer, type TotalsTolerance } from './check-totals.ts';
import { lineValues } from './line-values.ts';

/** What is stored of an ERP's document: every value line with its value, and flags for what a person should look at. */
export function prepareInvoice(invoice: CanonicalInvoice, tolerance: TotalsTolerance): StoredInvoice {
  const values = lineValues(invoice);
  const flags: InvoiceFlag[] = [];
  if (totalsDiffer(invoice, values, tolerance)) flags.push('totals-differ');
  if (hasDifferentSign(invoice)) flags.push('sign-differs');
  if (invoice.status !== 'draft' && !invoice.postingDate && !invoice.documentDate) flags.push('undated');
  return { ...invoice, lines: invoice.lines.map((line, index) => withValue(line, values[index])), flags };
}

const withValue = (line: CanonicalInvoice['lines'][number], value: string | undefined) =>
  value === undefined ? line : { ...line, value };
