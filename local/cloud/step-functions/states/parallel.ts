import type { ParallelState } from '../definition/schema.ts';
import { childThread } from '../engine/children.ts';
import { concurrently } from '../engine/concurrently.ts';
import { runThread } from '../engine/run-thread.ts';
import { commit, evaluateField, finish, type Here, type Step, withinLimit } from '../engine/thread.ts';
import { StatesError } from '../errors.ts';
import type { Json } from '../json.ts';

/** All branches at once with the same input; the result is the list of their outputs. */
export async function runParallel(here: Here<ParallelState>): Promise<Step> {
  const { thread } = here;
  try {
    const result = withinLimit(await runBranches(here), "The state's result");
    await commit(thread, [{ type: 'ParallelStateSucceeded' }]);
    return await finish(here, result, { result });
  } catch (error) {
    if (error instanceof StatesError) await commit(thread, [{ type: 'ParallelStateFailed' }]);
    throw error;
  }
}

async function runBranches(here: Here<ParallelState>): Promise<Json[]> {
  const { state, thread, visit } = here;
  if (!visit.work) {
    const template = state.Arguments;
    const input =
      template === undefined
        ? thread.frame.input
        : await evaluateField(here, { name: 'Arguments', template });
    visit.work = [{ input, weight: 1 }];
    await commit(thread, [{ type: 'ParallelStateStarted' }]);
  }
  const input = visit.work[0]?.input ?? null;
  const { length } = state.Branches;
  return concurrently({ count: length, limit: length, signal: thread.signal }, (index, signal) => {
    const scope = state.Branches[index] ?? { StartAt: '', States: {} };
    return runThread(childThread(here, { index, scope, input, signal }));
  });
}
