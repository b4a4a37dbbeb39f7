import type { Decimal } from 'decimal.js';
import type { DecimalText } from '../canonical/values.ts';
import { Exact, sumOf } from './decimals.ts';

/**
 * Splits an amount by weights so that the parts, in whole minor units, sum to exactly the amount (I-2, B-3): every part is cut
 * towards zero, and the units left over go to the largest remainders, the earlier of equals first. Digits of the amount beyond the
 * minor unit stay with the heaviest part. Without any weight the first part takes all.
 */
export function spreadAmount(
  amount: DecimalText,
  weights: readonly DecimalText[],
  digits: number,
): DecimalText[] {
  if (weights.length === 0) return [];
  const unit = new Exact(10).pow(-digits);
  const whole = new Exact(amount).div(unit).trunc();
  const rest = new Exact(amount).minus(whole.times(unit));
  const units = spreadUnits(
    whole,
    weights.map((weight) => new Exact(weight)),
  );
  const heaviest = heaviestOf(weights);
  return units.map((count, index) => {
    const part = count.times(unit);
    return (index === heaviest ? part.plus(rest) : part).toFixed();
  });
}

function spreadUnits(whole: Decimal, weights: readonly Decimal[]): Decimal[] {
  const total = sumOf(weights.map(String));
  if (total.isZero()) return weights.map((_, index) => (index === 0 ? whole : new Exact(0)));
  const exact = weights.map((weight) => whole.times(weight).div(total));
  const parts = exact.map((part) => part.trunc());
  const left = whole.minus(sumOf(parts.map(String)));
  const ranked = exact.map((part, index) => ({ index, remainder: part.minus(part.trunc()).times(left.s) }));
  ranked.sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  for (let rank = 0; rank < left.abs().toNumber(); rank += 1) {
    const index = ranked[rank % ranked.length]?.index ?? 0;
    parts[index] = (parts[index] ?? new Exact(0)).plus(left.s);
  }
  return parts;
}

function heaviestOf(weights: readonly DecimalText[]): number {
  let heaviest = 0;
  weights.forEach((weight, index) => {
    if (new Exact(weight).abs().gt(new Exact(weights[heaviest] ?? 0).abs())) heaviest = index;
  });
  return heaviest;
}
