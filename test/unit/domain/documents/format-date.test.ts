import { describe, expect, it } from 'vitest';
import { formatDate, formatPeriod } from '../../../../domain/documents/format-date.ts';

describe('dates on documents', () => {
  it('are numbers in German and name the month in English', () => {
    expect(formatDate('2026-03-04', 'de-AT')).toBe('04.03.2026');
    expect(formatDate('2026-03-04', 'en')).toBe('4 March 2026');
  });

  it('print a half-open period with its last day', () => {
    expect(formatPeriod({ start: '2026-02-01', end: '2026-03-01' }, 'de-DE')).toBe('01.02.2026 – 28.02.2026');
  });

  it('print a period of one day as that day', () => {
    expect(formatPeriod({ start: '2026-12-31', end: '2027-01-01' }, 'en')).toBe('31 December 2026');
  });
});
