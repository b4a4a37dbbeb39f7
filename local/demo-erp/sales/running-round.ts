import type { Decimal } from '../values/decimal.ts';
import { roundMoney, zero } from '../values/decimal.ts';

/**
 * Rounds each part so that the rounded parts add up to the rounded total: a part is the difference of two rounded
 * running totals. 3 × 0.333… = 0.33 + 0.34 + 0.33 = 1.00.
 */
export function runningRound(parts: readonly Decimal[]): Decimal[] {
  let exact = zero;
  return parts.map((part) => {
    const before = roundMoney(exact);
    exact = exact.plus(part);
    return roundMoney(exact).minus(before);
  });
}

/** Shares the amount out by weight; the shares add up to the amount. Without any weight nothing is shared. */
export function shareOut(amount: Decimal, weights: readonly Decimal[]): Decimal[] {
  const total = weights.reduce((left, right) => left.plus(right), zero);
  if (total.isZero()) return weights.map(() => zero);
  return runningRound(weights.map((weight) => amount.times(weight).div(total)));
}
