import { expect, it } from 'vitest';
import type { Fault, Plan, Shape } from './world/plan.ts';
import { runAll, type Result } from './world/run-world.ts';
import { faultCount } from './world/worker.ts';

const plain: Shape = { orders: 1, steps: 1, unique: false, knownDebtor: false, busy: false, mends: false };
const planWith = (shape: Shape, ...faults: Fault[]): Plan => ({ seed: 1, shape, faults, actions: [] });

/** As late as the ERP allows where it lands late, and asleep beyond every limit where it sleeps. */
const AMOUNTS = 998;

async function resultsOf(plans: readonly Plan[]): Promise<Result[]> {
  const results: Result[] = [];
  await runAll(plans, { even: true }, (result) => results.push(result));
  return results;
}

/** Every fault that can befall the calls of a run from the `from`-th on. */
const faultsOf = ({ calls }: Result, from: number): Fault[] =>
  calls.slice(from).flatMap(({ index, port }) =>
    Array.from({ length: faultCount(port) }, (_, kind) => ({
      of: 'all' as const,
      call: index,
      kind,
      amount: AMOUNTS,
    })),
  );

const broken = (results: readonly Result[]) =>
  results.flatMap(({ plan, violations }) =>
    violations.map(({ rule, detail }) => `${rule}: ${detail} in ${JSON.stringify(plan)}`),
  );

const shapes: [string, Shape][] = [
  ['one order', plain],
  ['an order in two requests', { ...plain, steps: 2 }],
];

it.each(shapes)(
  '%s survives every single fault and every two in a row',
  async (_, shape) => {
    const [calm] = await resultsOf([planWith(shape)]);
    if (!calm) throw new Error('no run');
    expect(calm.calls.length).toBeGreaterThan(20);

    const singles = await resultsOf(faultsOf(calm, 0).map((fault) => planWith(shape, fault)));
    expect(broken(singles)).toEqual([]);

    const pairs = singles.flatMap((single) => {
      const [first] = single.plan.faults;
      return first ? faultsOf(single, first.call + 1).map((second) => planWith(shape, first, second)) : [];
    });
    expect(pairs.length).toBeGreaterThan(10_000);
    expect(broken(await resultsOf(pairs))).toEqual([]);
  },
  300_000,
);
