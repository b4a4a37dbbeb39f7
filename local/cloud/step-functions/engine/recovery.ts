import type { Catcher, Retrier } from '../definition/schema.ts';
import { matches, type StatesError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { commitWithoutChildren, evaluateField, type Here, type Step } from './thread.ts';

/** Sleeps until the time that was written down, so that a restart does not start the pause anew. */
export async function pauseBeforeRetry({ thread, visit }: Here): Promise<void> {
  if (!visit.pausing || visit.wakeAt === null) return;
  await thread.execution.ports.clock.sleepUntil(visit.wakeAt, thread.signal);
  visit.pausing = false;
  visit.wakeAt = null;
}

/** Uses up one attempt of the first entry of `Retry` that names the failure; false when there is none left. */
export async function retryLater(here: Here, failure: StatesError): Promise<boolean> {
  const { thread, state, visit } = here;
  const retriers = ('Retry' in state ? state.Retry : undefined) ?? [];
  const index = retriers.findIndex((retrier) => matches(retrier.ErrorEquals, failure));
  const retrier = retriers[index];
  const used = visit.retries[index] ?? 0;
  if (!retrier || used >= (retrier.MaxAttempts ?? 3)) return false;
  visit.retries[index] = used + 1;
  visit.wakeAt = thread.execution.now() + delaySeconds(retrier, used, thread.execution.ports.random) * 1000;
  visit.pausing = true;
  visit.task = null;
  visit.work = null;
  await commitWithoutChildren(thread);
  return true;
}

/** Exponential from `IntervalSeconds`, capped by `MaxDelaySeconds`; FULL jitter draws between none and all of it. */
function delaySeconds(retrier: Retrier, used: number, random: () => number): number {
  const grown = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** used;
  const capped = Math.min(grown, retrier.MaxDelaySeconds ?? Infinity);
  return retrier.JitterStrategy === 'FULL' ? capped * random() : capped;
}

/** Leaves the state by the first catcher that names the failure; throws the failure when there is none. */
export async function catchFailure(here: Here, failure: StatesError): Promise<Step> {
  const catchers: Catcher[] = ('Catch' in here.state ? here.state.Catch : undefined) ?? [];
  const index = catchers.findIndex((entry) => matches(entry.ErrorEquals, failure));
  const catcher = catchers[index];
  if (!catcher) throw failure;
  const errorOutput = describe(failure);
  const at = `Catch[${index}]`;
  const extra = { errorOutput };
  const [assigned, output] = await Promise.all([
    evaluateField(here, { name: `${at}/Assign`, template: catcher.Assign ?? {}, extra }),
    catcher.Output === undefined
      ? errorOutput
      : evaluateField(here, { name: `${at}/Output`, template: catcher.Output, extra }),
  ]);
  return { next: catcher.Next, output, assigned: assigned as JsonObject };
}

function describe({ error, reason }: StatesError): JsonObject {
  return { Error: error, Cause: reason ?? '' };
}
