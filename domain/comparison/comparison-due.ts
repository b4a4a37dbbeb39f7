import type { Connection, ConnectionProgress } from '../records/connection.ts';
import type { ComparedEntity } from './comparison.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Who looks once a night looks an hour early when the clocks go forward, and some minutes when it jitters. */
const SLACK_MS = 2 * HOUR_MS;

/** A comparison that never reported its end is believed lost after this long, longer than any may take. */
const LOST_AFTER_MS = 7 * HOUR_MS;

export interface Rhythm {
  readonly everyDays: number;
  readonly nowMs: number;
}

/**
 * Whether all records of an entity are to be compared again (P-4). Counted from the last comparison that was meant to change something, whatever
 * became of it: a list that was refused once is a person's task, not one for every night. A new connection was read as a whole
 * by its first catch-up and waits for one interval.
 */
export function isComparisonDue(
  { connection, progress }: { readonly connection: Connection; readonly progress: ConnectionProgress },
  entity: ComparedEntity,
  { everyDays, nowMs }: Rhythm,
): boolean {
  if (connection.state !== 'active') return false;
  const last = progress.comparisons?.[entity];
  if (last?.outcome === 'running' && nowMs - Date.parse(last.startedAt) < LOST_AFTER_MS) return false;
  const since = progress.comparedAt?.[entity] ?? connection.createdAt;
  return nowMs - Date.parse(since) >= everyDays * DAY_MS - SLACK_MS;
}

/** Connection, entity and day: whoever starts it twice in a day starts it once. */
export const comparisonName = (connectionId: string, entity: ComparedEntity, nowMs: number): string =>
  `${connectionId}-${entity}s-${new Date(nowMs).toISOString().slice(0, 10)}`;
