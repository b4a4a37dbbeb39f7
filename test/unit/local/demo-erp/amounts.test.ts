import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runningRound, shareOut } from '../../../../local/demo-erp/sales/running-round.ts';
import { decimal, roundMoney, sum } from '../../../../local/demo-erp/values/decimal.ts';
import { vatIdMakers } from '../../../../local/demo-erp/seed/vat-ids.ts';

const anyAmount = fc
  .integer({ min: -10_000_000, max: 10_000_000 })
  .map((units) => decimal(units).div(10_000));

describe('running round', () => {
  it('gives parts that add up to the rounded total', () => {
    fc.assert(
      fc.property(fc.array(anyAmount), (parts) => {
        expect(sum(runningRound(parts)).toFixed()).toBe(roundMoney(sum(parts)).toFixed());
      }),
    );
  });

  it('keeps each part within one cent of its exact value', () => {
    fc.assert(
      fc.property(fc.array(anyAmount), (parts) => {
        const off = runningRound(parts).map((rounded, index) => rounded.minus(parts[index] ?? 0).abs());
        expect(off.every((difference) => difference.lte('0.01'))).toBe(true);
      }),
    );
  });

  it('shares 10.00 over three equal weights as 3.33, 3.34, 3.33', () => {
    const shares = shareOut(decimal(10), [decimal(1), decimal(1), decimal(1)]);

    expect(shares.map((share) => share.toFixed(2))).toEqual(['3.33', '3.34', '3.33']);
  });

  it('shares nothing when nothing has weight', () => {
    expect(shareOut(decimal(10), [decimal(0)]).map((share) => share.toFixed())).toEqual(['0']);
  });
});

describe('VAT ids', () => {
  it.each([
    ['AT', '1022300', 'ATU10223006'],
    ['DE', '3669597', 'DE136695976'],
    ['IT', '0074311', 'IT00743110157'],
    ['CH', '10015521', 'CHE-100.155.212 MWST'],
  ])('%s: the check digit of %s makes %s', (country, digits, vatId) => {
    expect(vatIdMakers[country]?.(digits)).toBe(vatId);
  });
});
