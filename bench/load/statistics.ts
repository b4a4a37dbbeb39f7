/** The value below which `share` (0 to 1) of the values lie; nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Median with its range, as every figure is reported. */
export function spread(values: readonly number[]): { median: number; min: number; max: number } {
  return { median: percentile(values, 0.5), min: Math.min(...values), max: Math.max(...values) };
}

export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits));
