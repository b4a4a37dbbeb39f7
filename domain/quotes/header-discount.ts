import { Exact, sumOf, toAmountText } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';
import { spreadAmount } from '../money/spread-amount.ts';
import { problem, type Problem } from '../refusal.ts';
import type { HeaderDiscount } from './quote-draft.ts';

/** The discount on a document as an amount; a percentage is rounded here, once. */
export function headerDiscountAmount(
  discount: HeaderDiscount | null | undefined,
  nets: readonly string[],
  currency: string,
): string {
  const digits = minorDigits(currency);
  if (!discount) return toAmountText(new Exact(0), digits);
  if ('amount' in discount) return toAmountText(new Exact(discount.amount), digits);
  const exact = sumOf(nets).times(discount.percent).div(100);
  return toAmountText(exact.toDecimalPlaces(digits), digits);
}

/** Each line's share, by its net; the shares sum to exactly the amount. */
export const spreadDiscount = (amount: string, nets: readonly string[], currency: string): string[] =>
  spreadAmount(amount, nets, minorDigits(currency)).map((share) =>
    toAmountText(new Exact(share), minorDigits(currency)),
  );

/** An amount has to fit the currency and what it is taken off; a percentage is fine by its schema. */
export function headerDiscountProblems(
  discount: HeaderDiscount | null | undefined,
  nets: readonly string[],
  currency: string,
): Problem[] {
  if (!discount || 'percent' in discount) return [];
  const amount = new Exact(discount.amount);
  const refused = (code: string, reason: string) => [problem('headerDiscount.amount', code, reason)];
  if (amount.lt(0)) return refused('discount-negative', 'A discount must not be negative.');
  if (amount.decimalPlaces() > minorDigits(currency)) {
    return refused(
      'discount-too-exact',
      `${currency} has ${minorDigits(currency)} decimals; round the discount.`,
    );
  }
  const subtotal = sumOf(nets);
  if (amount.lte(subtotal)) return [];
  return refused(
    'discount-too-large',
    `The discount is more than the ${subtotal.toFixed()} ${currency} it is taken off.`,
  );
}
