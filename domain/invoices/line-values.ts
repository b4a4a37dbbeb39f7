import type { CanonicalInvoice, CanonicalLine } from '../canonical/invoice.ts';
import { Exact } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';
import { spreadAmount } from '../money/spread-amount.ts';
import { isValueLine } from './value-lines.ts';

type Valued = Pick<CanonicalInvoice, 'lines' | 'currency' | 'headerDiscount'>;

/**
 * The value of each line: its net less its share of the header discount, spread by net amount (I-2). Undefined for lines that
 * carry none. A posted value line without a net does not get this far: its mapping is refused.
 */
export function lineValues({ lines, currency, headerDiscount }: Valued): (string | undefined)[] {
  if (!headerDiscount || new Exact(headerDiscount).isZero()) return lines.map(netOf);
  const valued = lines.filter(isValueLine);
  const shares = spreadAmount(
    headerDiscount,
    valued.map((line) => line.net ?? '0'),
    minorDigits(currency),
  );
  let next = 0;
  return lines.map((line) => {
    if (!isValueLine(line)) return undefined;
    const share = shares[next++] ?? '0';
    return new Exact(line.net ?? '0').minus(share).toFixed();
  });
}

const netOf = (line: CanonicalLine): string | undefined =>
  isValueLine(line) ? (line.net ?? '0') : undefined;
