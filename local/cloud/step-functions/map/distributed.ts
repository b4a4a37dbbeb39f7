import type { MapState } from '../definition/schema.ts';
import { childThread } from '../engine/children.ts';
import { concurrently } from '../engine/concurrently.ts';
import type { Outcome, Work } from '../engine/frame.ts';
import { runThread } from '../engine/run-thread.ts';
import { commit, finish, type Here, type Step, type Thread, withinLimit } from '../engine/thread.ts';
import { StatesError } from '../errors.ts';
import { childName, mapRunArn } from './names.ts';
import { concurrencyOf } from './concurrency.ts';
import { Tolerance } from './tolerance.ts';
import { collectWork } from './work.ts';
import { writeResults } from './result-writer.ts';

/** AWS runs at most so many children of a distributed Map at a time. */
const DISTRIBUTED_CEILING = 10_000;

/** One child execution per item or batch; as many may fail as the state tolerates. */
export async function runDistributed(here: Here<MapState>): Promise<Step> {
  const { thread } = here;
  try {
    const outcomes = await runChildren(here);
    const result = withinLimit(await writeResults(here, outcomes), "The state's result");
    await commit(thread, [{ type: 'MapRunSucceeded' }, { type: 'MapStateSucceeded' }]);
    return await finish(here, result, { result });
  } catch (error) {
    if (error instanceof StatesError) await commit(thread, failedEvents(error));
    throw error;
  }
}

function failedEvents({ error, reason }: StatesError) {
  return [
    { type: 'MapRunFailed', details: { error, ...(reason && { cause: reason }) } },
    { type: 'MapStateFailed' },
  ];
}

async function runChildren(here: Here<MapState>): Promise<Outcome[]> {
  const { thread, visit } = here;
  const work = (visit.work ??= await startRun(here));
  const tolerance = await Tolerance.of(here, work);
  const limit = await concurrencyOf(here, DISTRIBUTED_CEILING);
  return concurrently({ count: work.length, limit, signal: thread.signal }, async (index, signal) => {
    const outcome = await runChild(here, index, signal);
    if ('error' in outcome) tolerance.count(work[index]?.weight ?? 1);
    return outcome;
  });
}

async function startRun(here: Here<MapState>): Promise<Work[]> {
  const work = await collectWork(here);
  here.visit.work = work;
  await commit(here.thread, [
    { type: 'MapStateStarted', details: { length: work.length } },
    { type: 'MapRunStarted', details: { mapRunArn: mapRunArn(here) } },
  ]);
  return work;
}

/** The end of one child, kept so that a failed one is not run again after a restart. */
async function runChild(here: Here<MapState>, index: number, signal: AbortSignal): Promise<Outcome> {
  const { input, item } = here.visit.work?.[index] ?? { input: null };
  const context = { Execution: executionOf(here, index), ...(item && { Map: { Item: item } }) };
  const child = { index, scope: here.state.ItemProcessor, input, signal, context, isolated: true };
  const thread: Thread = childThread(here, child);
  if (thread.frame.outcome) return thread.frame.outcome;
  try {
    return { output: await runThread(thread) };
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    thread.frame.outcome = { error: error.error, reason: error.reason };
    await commit(thread);
    return thread.frame.outcome;
  }
}

/** `$states.context.Execution` as the child sees it. */
function executionOf(here: Here<MapState>, index: number) {
  const { identity } = here.thread.execution;
  return {
    Id: childName(here, index).arn,
    Name: childName(here, index).name,
    Input: here.visit.work?.[index]?.input ?? null,
    RoleArn: identity.roleArn,
    StartTime: new Date(here.visit.enteredAt).toISOString(),
    RedriveCount: identity.redriveCount,
  };
}
