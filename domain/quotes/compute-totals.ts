import type * as z from 'zod';
import { sumOf, toAmountText } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';
import type { DocumentTotals } from '../records/document-totals.ts';
import type { QuoteLine, QuoteProductLine, recurringTotalSchema } from '../records/quote.ts';
import { documentTotals } from './document-totals.ts';
import { headerDiscountAmount, spreadDiscount } from './header-discount.ts';
import type { HeaderDiscount } from './quote-draft.ts';

type RecurringTotal = z.infer<typeof recurringTotalSchema>;

export interface QuoteTotals {
  /** The lines given, subtotals filled in. */
  readonly lines: QuoteLine[];
  readonly totals: DocumentTotals;
  readonly recurring: RecurringTotal[];
}

const PRICE_BASES = ['month', 'quarter', 'year'] as const;

/** Included lines that are paid once: what totals, subtotals and the header discount are about. */
export const isIncludedOnce = (line: QuoteLine): line is QuoteProductLine =>
  line.kind === 'product' && line.choice === 'included' && line.recurrence === undefined;

/** Totals of a quote (O-2): options and alternatives are in none of them, recurring lines in those of their price base. */
export function computeTotals(
  lines: readonly QuoteLine[],
  headerDiscount: HeaderDiscount | null | undefined,
  currency: string,
): QuoteTotals {
  const once = lines.filter(isIncludedOnce);
  const nets = once.map(({ net }) => net);
  const shares = spreadDiscount(headerDiscountAmount(headerDiscount, nets, currency), nets, currency);
  const valued = once.map((line, index) => ({ ...line, headerDiscount: shares[index] ?? '0' }));
  return {
    lines: fillSubtotals(lines, currency),
    totals: documentTotals(valued, currency),
    recurring: recurringTotals(lines, currency),
  };
}

function fillSubtotals(lines: readonly QuoteLine[], currency: string): QuoteLine[] {
  let nets: string[] = [];
  return lines.map((line) => {
    if (isIncludedOnce(line)) nets.push(line.net);
    if (line.kind !== 'subtotal') return line;
    const net = toAmountText(sumOf(nets), minorDigits(currency));
    nets = [];
    return { ...line, net };
  });
}

function recurringTotals(lines: readonly QuoteLine[], currency: string): RecurringTotal[] {
  return PRICE_BASES.flatMap((priceBase) => {
    const valued = lines
      .filter((line) => line.kind === 'product')
      .filter((line) => line.choice === 'included' && line.recurrence?.priceBase === priceBase)
      .map((line) => ({ ...line, headerDiscount: '0' }));
    if (valued.length === 0) return [];
    const { net, tax, gross } = documentTotals(valued, currency);
    return [{ priceBase, net, tax, gross }];
  });
}
