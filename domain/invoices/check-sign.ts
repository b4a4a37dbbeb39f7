import type { CanonicalInvoice } from '../canonical/invoice.ts';

/**
 * Our sign: a credit note is negative in total, an invoice is not (I-3). Single lines may go either way; a document that goes the wrong
 * way as a whole was mapped by the wrong rule, and would count twice its amount in every analysis.
 */
export function hasDifferentSign({ kind, totals }: Pick<CanonicalInvoice, 'kind' | 'totals'>): boolean {
  if (/^-?[0.]+$/.test(totals.net)) return false;
  const isNegative = totals.net.startsWith('-');
  if (kind === 'credit-note' || kind === 'cancellation') return !isNegative;
  return kind === 'invoice' && isNegative;
}
