import type { CanonicalInvoice } from '../canonical/invoice.ts';

/** Every key of ours that a document or one of its lines carries; of a line's key the part that names the order (I-7). */
export function orderReferences(
  invoice: Pick<CanonicalInvoice, 'ourReference' | 'lines'> | undefined,
): string[] {
  if (!invoice) return [];
  const all = [invoice.ourReference, ...invoice.lines.map(({ ourReference }) => ourReference)];
  const present = all.map((each) => each?.trim() ?? '').filter((each) => each !== '');
  return [...new Set(present.map((each) => each.replace(/\/[1-9]\d{0,4}$/, '')))];
}
