import type { Bug } from './bugs.ts';
import type { Plan } from './plan.ts';
import type { Violation } from './watch.ts';
import { World, type Call } from './world.ts';

export interface Result {
  readonly plan: Plan;
  readonly violations: readonly Violation[];
  readonly calls: readonly Call[];
  readonly world: World;
}

export interface RunOptions {
  readonly bug?: Bug | undefined;
  readonly even?: boolean;
}

/** How many runs go on side by side: they share the turns of the event loop, which would cost more than they do. */
const ABREAST = 64;

/** Runs every plan to its end and hands each result on, in the order in which they end. */
export async function runAll(
  plans: Iterable<Plan>,
  options: RunOptions,
  take: (result: Result) => void,
): Promise<void> {
  const queue = plans[Symbol.iterator]();
  const running = new Set<{ plan: Plan; world: World }>();
  const fill = () => {
    while (running.size < ABREAST) {
      const next = queue.next();
      if (next.done) return;
      const world = new World(next.value, options);
      world.begin();
      running.add({ plan: next.value, world });
    }
  };
  for (fill(); running.size > 0; fill()) {
    await turn();
    for (const run of running) if (!moves(run.world)) take(end(running, run));
  }
}

export async function runOne(plan: Plan, options: RunOptions = {}): Promise<Result> {
  const results: Result[] = [];
  await runAll([plan], options, (result) => results.push(result));
  const [result] = results;
  if (!result) throw new Error('The run has no end.');
  return result;
}

/** Whatever was woken by the last event runs to its next call before the next event. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const moves = (world: World): boolean =>
  !world.crm.isOver && world.watch.violations.length === 0 && world.time.advance();

function end(running: Set<{ plan: Plan; world: World }>, run: { plan: Plan; world: World }): Result {
  running.delete(run);
  const { world, plan } = run;
  if (world.watch.violations.length === 0) world.checkEnd();
  return { plan, world, violations: world.watch.violations, calls: world.calls };
}
