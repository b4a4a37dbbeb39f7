/** A run of missing numbers of one series, both ends inclusive, as they would be printed. */
export interface NumberGap {
  readonly series: string;
  readonly first: string;
  readonly last: string;
  /** Exact up to 2^53 - 1, which stands for that many or more; `first` and `last` are always exact. */
  readonly count: number;
}

interface Counted {
  readonly series: string;
  readonly count: bigint;
  readonly width: number;
}

/**
 * Finds what is missing between the numbers of each series (I-8). A series is what stands before the last group of digits; a longer number
 * without leading zeros goes on counting (RE-999, RE-1000). Numbers without digits form no series.
 */
export function seriesGaps(numbers: Iterable<string>): NumberGap[] {
  const bySeries = new Map<string, Counted[]>();
  for (const number of new Set(numbers)) {
    const counted = countedOf(number);
    if (!counted) continue;
    const series = bySeries.get(counted.series);
    if (series) series.push(counted);
    else bySeries.set(counted.series, [counted]);
  }
  return [...bySeries.values()].flatMap(gapsOf);
}

function countedOf(number: string): Counted | undefined {
  const match = /^(.*?)(\d{1,30})(\D*)$/s.exec(number.trim());
  if (!match) return undefined;
  const [, before = '', digits = '', after = ''] = match;
  return {
    series: after === '' ? before : `${before}…${after}`,
    count: BigInt(digits),
    width: digits.length,
  };
}

function gapsOf(counted: Counted[]): NumberGap[] {
  counted.sort((a, b) => (a.count < b.count ? -1 : a.count > b.count ? 1 : 0));
  return counted.flatMap((upper, index) => {
    const lower = counted[index - 1];
    if (!lower || upper.count - lower.count <= 1n) return [];
    return [gapBetween(lower, upper)];
  });
}

const gapBetween = (lower: Counted, upper: Counted): NumberGap => ({
  series: lower.series,
  first: printed(lower.series, lower.count + 1n, lower.width),
  last: printed(lower.series, upper.count - 1n, lower.width),
  count: Number(least(upper.count - lower.count - 1n, BigInt(Number.MAX_SAFE_INTEGER))),
});

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function printed(series: string, count: bigint, width: number): string {
  const digits = String(count).padStart(width, '0');
  return series.includes('…') ? series.replace('…', digits) : series + digits;
}
