import type { WaitState } from '../definition/schema.ts';
import { EvaluationError } from '../errors.ts';
import { commit, evaluateField, evaluateNumber, finish, type Here, type Step } from '../engine/thread.ts';

export async function wait(here: Here<WaitState>): Promise<Step> {
  const { thread, visit } = here;
  if (visit.wakeAt === null) {
    visit.wakeAt = await wakeTime(here);
    await commit(thread);
  }
  await thread.execution.ports.clock.sleepUntil(visit.wakeAt, thread.signal);
  return finish(here, thread.frame.input);
}

async function wakeTime(here: Here<WaitState>): Promise<number> {
  const { Seconds: seconds, Timestamp: timestamp } = here.state;
  if (seconds !== undefined) {
    return here.visit.enteredAt + 1000 * (await evaluateNumber(here, { name: 'Seconds', template: seconds }));
  }
  const value = await evaluateField(here, { name: 'Timestamp', template: timestamp ?? null });
  const moment = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : NaN;
  if (!Number.isNaN(moment)) return moment;
  throw new EvaluationError(
    'Timestamp',
    "The field 'Timestamp' must be an RFC 3339 instant with capital T and zone.",
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
