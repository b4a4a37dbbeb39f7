import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BudgetLimits } from '../../../../../../domain/budget/limits.ts';
import { BudgetWorld, type WorkerPlan } from '../../../../../support/budget/budget-world.ts';
import { seeded } from '../../../../../support/seeded.ts';

const anyJob = fc.record({
  after: fc.oneof(fc.constant(0), fc.nat(2_000), fc.nat(60_000)),
  requests: fc.integer({ min: 1, max: 30 }),
  width: fc.integer({ min: 1, max: 8 }),
  takes: fc.integer({ min: 1, max: 2_900 }),
});
const anyWorker: fc.Arbitrary<WorkerPlan> = fc.record({
  purpose: fc.constantFrom('read', 'write'),
  skew: fc.integer({ min: -1_000, max: 1_000 }),
  jobs: fc.array(anyJob, { minLength: 1, maxLength: 4 }),
  diesAt: fc.option(fc.nat(40_000), { nil: undefined, freq: 3 }),
});
const anyWorkers = fc.array(anyWorker, { minLength: 2, maxLength: 12 });
const anyLimits: fc.Arbitrary<BudgetLimits> = fc.record({
  concurrency: fc.integer({ min: 1, max: 6 }),
  perSecond: fc.option(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(0.25, 0.5, 2.5)), {
    nil: undefined,
  }),
  perFiveMinutes: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
  perDay: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
});

async function outcome(limits: BudgetLimits, workers: readonly WorkerPlan[], seed: number) {
  const chance = seeded(seed);
  const world = new BudgetWorld(limits, () => chance.below(1_000) / 1_000);
  let done = 0;
  const all = workers.map((plan, index) =>
    world.work(`worker ${index}`, plan).then(() => (done += plan.diesAt === undefined ? 1 : 0)),
  );
  await world.time.run();
  void Promise.allSettled(all);
  return { world, done };
}

it('no window ever holds more requests than allowed, nor any moment, whoever dies and whatever the clocks say', async () => {
  await fc.assert(
    fc.asyncProperty(anyLimits, anyWorkers, fc.nat(), async (limits, workers, seed) => {
      const { world, done } = await outcome(limits, workers, seed);

      expect(world.mostAtOnce()).toBeLessThanOrEqual(limits.concurrency);
      for (const [rate, windowMs] of windowsOf(limits))
        expect(world.shortestWindowOfMoreThan(rate)).toBeGreaterThanOrEqual(windowMs);
      expect(done).toBe(workers.filter(({ diesAt }) => diesAt === undefined).length);
      expect(world.warnings).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

function windowsOf({ perSecond, perFiveMinutes, perDay }: BudgetLimits): [number, number][] {
  const second: [number, number][] =
    perSecond === undefined
      ? []
      : perSecond < 1
        ? [[1, 1_000 / perSecond]]
        : [[Math.floor(perSecond), 1_000]];
  const minutes: [number, number][] = perFiveMinutes === undefined ? [] : [[perFiveMinutes, 300_000]];
  const day: [number, number][] = perDay === undefined ? [] : [[perDay, 86_400_000]];
  return [...second, ...minutes, ...day];
}
