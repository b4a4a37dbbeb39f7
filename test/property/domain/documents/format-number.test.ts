import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../../../domain/documents/format-number.ts';
import { Exact } from '../../../../domain/money/decimals.ts';

const digits = (most: number) => fc.stringMatching(new RegExp(`^\\d{1,${most}}$`));
const anAmount = fc
  .tuple(fc.constantFrom('', '-'), digits(28), fc.option(digits(10)))
  .map(([sign, whole, decimals]) => `${sign}${whole}${decimals === null ? '' : `.${decimals}`}`);

const undo = {
  'de-AT': (text: string) => text.replaceAll('.', '').replace(',', '.'),
  'de-DE': (text: string) => text.replaceAll('.', '').replace(',', '.'),
  en: (text: string) => text.replaceAll(',', ''),
};

describe('a printed number', () => {
  it('is the number, to the last digit', () => {
    fc.assert(
      fc.property(
        anAmount,
        fc.constantFrom('de-AT' as const, 'de-DE' as const, 'en' as const),
        fc.nat(4),
        (amount, locale, least) => {
          const printed = undo[locale](formatDecimal(amount, locale, least));

          expect(new Exact(printed).eq(amount)).toBe(true);
          expect(printed.split('.')[1]?.length ?? 0).toBeGreaterThanOrEqual(least);
        },
      ),
    );
  });
});
