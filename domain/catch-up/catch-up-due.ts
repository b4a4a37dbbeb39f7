import { isUnderWay } from '../first-load/first-load.ts';
import type { Connection, ConnectionProgress } from '../records/connection.ts';

type Paced = Pick<Connection, 'state' | 'catchUp' | 'connectionId'>;

type Noted = Pick<ConnectionProgress, 'lastCatchUp' | 'pullAgain' | 'firstLoad'>;

const MINUTE_MS = 60_000;

/** Schedules tick with some jitter: a run half a minute early is not a run too many. */
const SLACK_MS = 30_000;

/** A run that never reported its end is believed lost after this long, longer than any run may take. */
const LOST_AFTER_MS = 7 * 60 * MINUTE_MS;

/** What a first load reads anyway is not read beside it. A wish to read something again is due at once, unless the last run stopped: then the ERP is given its time. */
export function isCatchUpDue(
  { state, catchUp }: Paced,
  { lastCatchUp: last, pullAgain = {}, firstLoad }: Noted,
  nowMs: number,
): boolean {
  if (state !== 'active' || (firstLoad?.dryRun === false && isUnderWay(firstLoad, nowMs))) return false;
  if (!last) return true;
  const sinceStart = nowMs - Date.parse(last.startedAt);
  if (last.outcome === 'running') return sinceStart >= LOST_AFTER_MS;
  if (last.outcome === 'done' && Object.keys(pullAgain).length > 0) return true;
  return sinceStart >= catchUp.everyMinutes * MINUTE_MS - SLACK_MS;
}

/** The connection and the minute in which it was found due: whoever starts it twice in that minute starts it once. */
export const runName = ({ connectionId }: Pick<Paced, 'connectionId'>, nowMs: number): string =>
  `${connectionId}-${new Date(nowMs).toISOString().slice(0, 16).replace(/[:]/g, '')}`;
