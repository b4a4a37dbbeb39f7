import { redriven } from '../engine/frame.ts';
import { LONGEST_HISTORY } from '../engine/history.ts';
import type { ExecutionRecord } from '../store/executions.ts';
import type { Store } from '../store/store.ts';

const REDRIVE_DAYS = 14;
const DAY_MS = 86_400_000;

/** Why an execution cannot be redriven; undefined when it can. */
export function redrivable(record: ExecutionRecord, eventCount: number, now: number): string | undefined {
  if (record.type === 'EXPRESS') return 'Express executions cannot be redriven.';
  if (record.status === 'RUNNING') return 'Execution is RUNNING and cannot be redriven';
  if (record.status === 'SUCCEEDED') return 'Execution is SUCCEEDED and cannot be redriven';
  if (now - (record.stoppedAt ?? now) > REDRIVE_DAYS * DAY_MS)
    return 'Execution has exceeded its redrivable period';
  if (eventCount >= LONGEST_HISTORY - 1) return 'Execution history event limit exceeded';
  return undefined;
}

/** Sets an execution running again at the states that did not succeed. */
export function writeRedrive({ executions, positions }: Store, arn: string, at: number): void {
  const last = positions.eventCount(arn);
  executions.redrive(arn, at);
  const redriveCount = executions.get(arn)?.redriveCount;
  for (const frame of positions.frames(arn)) positions.saveFrame(arn, redriven(frame, at));
  positions.addEvent(arn, {
    id: last + 1,
    previousEventId: last,
    timestamp: at,
    type: 'ExecutionRedriven',
    executionRedrivenEventDetails: { redriveCount },
  });
}
