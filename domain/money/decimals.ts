import { Decimal } from 'decimal.js';
import type { DecimalText } from '../canonical/values.ts';

/** 38 digits and some for products; commercial rounding, half up away from zero (§3). */
export const Exact = Decimal.clone({
  precision: 80,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -90,
  toExpPos: 90,
});

export const sumOf = (amounts: Iterable<DecimalText>): Decimal => {
  let sum = new Exact(0);
  for (const amount of amounts) sum = sum.plus(amount);
  return sum;
};

/** Plain notation with at least the digits of the currency; more where the amount has more. */
export const toAmountText = (amount: Decimal, leastDigits: number): DecimalText =>
  amount.toFixed(Math.max(leastDigits, amount.decimalPlaces()));
