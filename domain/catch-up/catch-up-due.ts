import type { CatchUpRun, Connection } from '../records/connection.ts';

type Paced = Pick<Connection, 'state' | 'catchUp' | 'connectionId'>;

const MINUTE_MS = 60_000;

/** Schedules tick with some jitter: a run half a minute early is not a run too many. */
const SLACK_MS = 30_000;

/** A run that never reported its end is believed lost after this long, longer than any run may take. */
const LOST_AFTER_MS = 7 * 60 * MINUTE_MS;

export function isCatchUpDue(
  { state, catchUp }: Paced,
  last: CatchUpRun | undefined,
  nowMs: number,
): boolean {
  if (state !== 'active') return false;
  if (!last) return true;
  const sinceStart = nowMs - Date.parse(last.startedAt);
  if (last.outcome === 'running') return sinceStart >= LOST_AFTER_MS;
  return sinceStart >= catchUp.everyMinutes * MINUTE_MS - SLACK_MS;
}

/** The connection and the minute in which it was found due: whoever starts it twice in that minute starts it once. */
export const runName = ({ connectionId }: Pick<Paced, 'connectionId'>, nowMs: number): string =>
  `${connectionId}-${new Date(nowMs).toISOString().slice(0, 16).replace(/[:]/g, '')}`;
