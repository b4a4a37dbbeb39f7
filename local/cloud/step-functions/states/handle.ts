import type { Here, Step } from '../engine/thread.ts';
import type { State } from '../definition/schema.ts';
import { choose } from './choice.ts';
import { fail } from './fail.ts';
import { runMap } from './map.ts';
import { runParallel } from './parallel.ts';
import { pass } from './pass.ts';
import { succeed } from './succeed.ts';
import { runTask } from './task.ts';
import { wait } from './wait.ts';

type Handlers = { readonly [S in State as S['Type']]: (here: Here<S>) => Promise<Step> };

const handlers: Handlers = {
  Pass: pass,
  Task: runTask,
  Choice: choose,
  Wait: wait,
  Succeed: succeed,
  Fail: fail,
  Parallel: runParallel,
  Map: runMap,
};

export function handle<S extends State>(here: Here<S>): Promise<Step> {
  const handler = handlers[here.state.Type] as (here: Here<S>) => Promise<Step>;
  return handler(here);
}
