const YEAR = '{year}';
const NUMBER = /\{number(?::([1-9]))?\}/;

export interface SeriesPlace {
  readonly year: number;
  readonly number: number;
}

/** `Q-{year}-{number:5}` becomes `Q-2026-00042`. A number with more digits than the pattern asks for is written in full. */
export const formatNumber = (pattern: string, { year, number }: SeriesPlace): string =>
  pattern
    .replace(YEAR, () => String(year))
    .replace(NUMBER, (_, digits: string | undefined) => String(number).padStart(Number(digits ?? 1), '0'));

/**
 * The counter that a pattern draws from. It starts anew with each year only where the year is printed; otherwise the same
 * number would be given twice.
 */
export const seriesKey = (series: string, pattern: string, year: number): string =>
  pattern.includes(YEAR) ? `${series}/${year}` : series;
