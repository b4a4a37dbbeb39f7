import type { MapState } from '../definition/schema.ts';
import { childThread, runFramed } from '../engine/children.ts';
import { concurrently } from '../engine/concurrently.ts';
import type { Work } from '../engine/frame.ts';
import type { NewEvent } from '../engine/history.ts';
import { commit, finish, type Here, type Step, withinLimit } from '../engine/thread.ts';
import { StatesError } from '../errors.ts';
import type { Json } from '../json.ts';
import { concurrencyOf } from './concurrency.ts';
import { collectWork } from './work.ts';

/** AWS runs at most so many iterations of an inline Map at a time. */
const INLINE_CEILING = 40;

/** One iteration per item within this execution; the first that fails fails the state. */
export async function runInline(here: Here<MapState>): Promise<Step> {
  const { thread } = here;
  try {
    const result = withinLimit(await runIterations(here), "The state's result");
    await commit(thread, [{ type: 'MapStateSucceeded' }]);
    return await finish(here, result, { result });
  } catch (error) {
    if (error instanceof StatesError) await commit(thread, [{ type: 'MapStateFailed' }]);
    throw error;
  }
}

async function runIterations(here: Here<MapState>): Promise<Json[]> {
  const { thread, visit } = here;
  const work = (visit.work ??= await startWork(here));
  const limit = await concurrencyOf(here, INLINE_CEILING);
  return concurrently({ count: work.length, limit, signal: thread.signal }, (index, signal) =>
    runIteration(here, index, signal),
  );
}

async function startWork(here: Here<MapState>): Promise<Work[]> {
  const work = await collectWork(here);
  here.visit.work = work;
  await commit(here.thread, [{ type: 'MapStateStarted', details: { length: work.length } }]);
  return work;
}

function runIteration(here: Here<MapState>, index: number, signal: AbortSignal): Promise<Json> {
  const { input, item } = here.visit.work?.[index] ?? { input: null };
  const context = item && { Map: { Item: item } };
  const child = { index, scope: here.state.ItemProcessor, input, signal, ...(context && { context }) };
  const details = { name: here.thread.frame.state, index };
  const event = (end: string): NewEvent => ({ type: `MapIteration${end}`, details });
  return runFramed(childThread(here, child), event);
}
