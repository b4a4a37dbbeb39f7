import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Exact, sumOf } from '../../../domain/money/decimals.ts';
import { spreadAmount } from '../../../domain/money/spread-amount.ts';

const anyAmount = fc
  .bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
  .map((cents) => new Exact(cents.toString()).div(100).toFixed());
const anyWeights = fc.array(anyAmount, { minLength: 1, maxLength: 60 });
const anyPositiveWeights = fc.array(fc.integer({ min: 1, max: 1_000_000 }).map(String), {
  minLength: 1,
  maxLength: 60,
});

it('the parts sum to the whole, whatever amount, weights and digits', () => {
  fc.assert(
    fc.property(anyAmount, anyWeights, fc.constantFrom(0, 2, 3), (amount, weights, digits) => {
      expect(sumOf(spreadAmount(amount, weights, digits)).toFixed()).toBe(new Exact(amount).toFixed());
    }),
  );
});

it('every part is within one unit of its exact share', () => {
  fc.assert(
    fc.property(anyAmount, anyPositiveWeights, (amount, weights) => {
      const total = sumOf(weights);
      spreadAmount(amount, weights, 2).forEach((part, index) => {
        const exact = new Exact(amount).times(weights[index] ?? '0').div(total);
        expect(exact.minus(part).abs().lt('0.01')).toBe(true);
      });
    }),
  );
});

it('spreads 5,000 lines without losing a cent', () => {
  const weights = Array.from({ length: 5_000 }, (_, index) => String((index * 37) % 1_000));
  expect(sumOf(spreadAmount('1234.57', weights, 2)).toFixed()).toBe('1234.57');
});
