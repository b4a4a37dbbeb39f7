import type { CanonicalInvoice } from '../canonical/invoice.ts';
import type { DecimalText } from '../canonical/values.ts';
import { Exact, sumOf } from '../money/decimals.ts';

/** How far lines may be off the document's net: an absolute amount, stated by the connector (I-4). */
export interface TotalsTolerance {
  readonly amount: DecimalText;
}

/** True where the value of the lines is not the document's net within the tolerance (I-4). */
export function totalsDiffer(
  invoice: Pick<CanonicalInvoice, 'totals'>,
  values: readonly (DecimalText | undefined)[],
  tolerance: TotalsTolerance,
): boolean {
  const sum = sumOf(values.filter((value) => value !== undefined));
  return sum.minus(new Exact(invoice.totals.net)).abs().gt(tolerance.amount);
}
