import { describe, expect, it } from 'vitest';
import { formatDecimal, formatMoney, formatPercent } from '../../../../domain/documents/format-number.ts';

describe('numbers on documents', () => {
  it.each([
    ['1234.5', 2, '1.234,50', '1,234.50'],
    ['1234567.891', 2, '1.234.567,891', '1,234,567.891'],
    ['0.001200', 2, '0,0012', '0.0012'],
    ['-0.5', 2, '-0,50', '-0.50'],
    ['999', 0, '999', '999'],
    ['1000', 0, '1.000', '1,000'],
    ['2.500', 0, '2,5', '2.5'],
    ['007', 0, '7', '7'],
    ['0', 2, '0,00', '0.00'],
    [
      '1234567890123456789012345678.0123456789',
      2,
      '1.234.567.890.123.456.789.012.345.678,0123456789',
      '1,234,567,890,123,456,789,012,345,678.0123456789',
    ],
  ])('%s with at least %i decimals is %s in German and %s in English', (amount, least, german, english) => {
    expect(formatDecimal(amount, 'de-DE', least)).toBe(german);
    expect(formatDecimal(amount, 'de-AT', least)).toBe(german);
    expect(formatDecimal(amount, 'en', least)).toBe(english);
  });

  it('puts the currency where the language has it, and by its code where the sign is not its own', () => {
    const all = (currency: string) =>
      (['de-AT', 'de-DE', 'en'] as const).map((locale) => formatMoney('1234.5', currency, locale));

    expect(all('EUR')).toEqual(['€\u00a01.234,50', '1.234,50\u00a0€', '€1,234.50']);
    expect(all('CHF')).toEqual(['CHF\u00a01.234,50', '1.234,50\u00a0CHF', 'CHF\u00a01,234.50']);
  });

  it('begins with the minus, whatever comes next', () => {
    const discount = (['de-AT', 'de-DE', 'en'] as const).map((locale) => formatMoney('-74', 'EUR', locale));

    expect(discount).toEqual(['-€\u00a074,00', '-74,00\u00a0€', '-€74.00']);
    expect(formatMoney('-74', 'CHF', 'en')).toBe('-CHF\u00a074.00');
  });

  it('has the decimals of the currency', () => {
    expect(formatMoney('1234', 'JPY', 'en')).toBe('JPY\u00a01,234');
    expect(formatMoney('1.5', 'KWD', 'en')).toBe('KWD\u00a01.500');
  });

  it('says percent without digits that say nothing', () => {
    expect(formatPercent('20.00', 'de-AT')).toBe('20\u00a0%');
    expect(formatPercent('5.5', 'en')).toBe('5.5%');
  });
});
