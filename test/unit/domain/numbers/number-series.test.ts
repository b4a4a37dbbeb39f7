import { describe, expect, it } from 'vitest';
import { formatNumber, seriesKey } from '../../../../domain/numbers/number-series.ts';
import { numberPatternSchema } from '../../../../domain/records/company-settings.ts';

const place = { year: 2026, number: 42 };

describe('formatNumber', () => {
  it.each([
    ['Q-{year}-{number:5}', 'Q-2026-00042'],
    ['{number}', '42'],
    ['{number:1}/{year}', null],
    ['RE{number:3}$&', 'RE042$&'],
  ])('writes %s as %s', (pattern, expected) => {
    expect(numberPatternSchema.safeParse(pattern).success).toBe(expected !== null);
    if (expected !== null) expect(formatNumber(pattern, place)).toBe(expected);
  });

  it('writes a number in full that has more digits than the pattern', () => {
    expect(formatNumber('{number:2}', { year: 2026, number: 12_345 })).toBe('12345');
  });
});

describe('seriesKey', () => {
  it('starts anew with each year where the year is printed', () => {
    expect(seriesKey('quote', 'Q-{year}-{number}', 2026)).toBe('quote/2026');
    expect(seriesKey('quote', 'Q-{year}-{number}', 2027)).toBe('quote/2027');
  });

  it('goes on over the years where it is not, so that no number comes twice', () => {
    expect(seriesKey('invoice', 'R{number}', 2026)).toBe(seriesKey('invoice', 'R{number}', 2027));
  });
});
