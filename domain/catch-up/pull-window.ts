const DAY_MS = 86_400_000;

/** Before the first pull: everything. */
export const BEGINNING = '1970-01-01T00:00:00.000Z';

/** Where a pull starts: the watermark less the overlap, because changes become visible late and clocks differ. */
export function pullSince(watermark: string | undefined, overlapSeconds: number): string {
  if (watermark === undefined) return BEGINNING;
  return new Date(Date.parse(watermark) - overlapSeconds * 1_000).toISOString();
}

/**
 * The next watermark after all pages were applied: the newest change the ERP dated, in the ERP's own clock. It follows the run at a
 * day's distance where nothing changes, so that a last bulk change is not read again for ever. It never passes the start of the run: a
 * record that the ERP dates into the future must not hide what changes until then.
 */
export function nextWatermark(run: {
  readonly before: string | undefined;
  readonly newest: string | undefined;
  readonly runStartedAt: string;
}): string {
  const aDayAgo = new Date(Date.parse(run.runStartedAt) - DAY_MS).toISOString();
  const seen = [run.before, run.newest, aDayAgo].filter((instant) => instant !== undefined);
  const newest = Math.max(...seen.map((instant) => Date.parse(instant)));
  return new Date(Math.min(newest, Date.parse(run.runStartedAt))).toISOString();
}
