import type { Change, Conclusion, RunJournal } from '../engine/execution.ts';
import type { Ending, ExecutionRecord } from '../store/executions.ts';
import type { Store } from '../store/store.ts';

/** Writes what an execution does to the store; a change is one transaction. */
export function storeJournal(store: Store, record: ExecutionRecord, now: () => number): RunJournal {
  const standard = record.type === 'STANDARD';
  return {
    commit: (change) =>
      store.journal.write(() => {
        writePosition(store, record.arn, change);
        // AWS keeps no history of express executions.
        if (standard) for (const event of change.events ?? []) store.positions.addEvent(record.arn, event);
        if (change.conclusion) writeEnd(store, record, endingOf(record.arn, change.conclusion, now()));
      }),
  };
}

/** For executions that end with the request that started them. */
export const forgetfulJournal: RunJournal = { commit: () => Promise.resolve() };

function writePosition({ positions }: Store, arn: string, { frame, dropBelow }: Change): void {
  if (dropBelow !== undefined) positions.dropBelow(arn, dropBelow);
  if (frame) positions.saveFrame(arn, frame);
}

/** The positions of an unsuccessful execution stay for a redrive; an express one leaves nothing. */
function writeEnd({ executions, positions }: Store, { arn, type }: ExecutionRecord, ending: Ending): void {
  if (ending.status === 'SUCCEEDED' || type === 'EXPRESS') positions.dropFrames(arn);
  if (type === 'EXPRESS') executions.remove(arn);
  else executions.end(ending);
}

export function endingOf(arn: string, conclusion: Conclusion, stoppedAt: number): Ending {
  const failure = 'error' in conclusion ? conclusion : undefined;
  return {
    arn,
    status: conclusion.status,
    output: 'output' in conclusion ? JSON.stringify(conclusion.output) : null,
    error: failure?.error ?? null,
    cause: failure?.reason ?? null,
    stoppedAt,
  };
}
