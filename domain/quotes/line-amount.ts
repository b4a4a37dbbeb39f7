import { Exact, toAmountText } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';

export interface LineTerms {
  readonly quantity: string;
  readonly unitPrice: string;
  readonly priceUnit: string;
  readonly discountPercent: string;
}

/** quantity × unit price ÷ price unit × (1 − discount), rounded once, commercially, to the currency. */
export function lineNet(line: LineTerms, currency: string): string {
  const { quantity, unitPrice, priceUnit, discountPercent } = line;
  const remaining = new Exact(100).minus(discountPercent);
  const exact = new Exact(quantity).times(unitPrice).times(remaining).div(new Exact(priceUnit).times(100));
  const digits = minorDigits(currency);
  return toAmountText(exact.toDecimalPlaces(digits), digits);
}

/** What the line would cost without its discount. */
export const amountBeforeDiscount = (line: LineTerms, currency: string): string =>
  lineNet({ ...line, discountPercent: '0' }, currency);

/** Beyond fifteen digits before the point, as many as unit prices have, somebody mistyped. */
export const isTooLarge = (net: string): boolean => !/^\d{1,15}(\.|$)/.test(net);
