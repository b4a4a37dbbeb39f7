import { expect, it } from 'vitest';
import { plantedBugs } from './world/planted-bugs.ts';
import { planOf } from './world/plan.ts';
import { runOne } from './world/run-world.ts';

/** What a bug may cost at most to be found; the rarest needs a tenth of it. */
const MOST_SEEDS = 4_000;

async function firstFinding(bug: (typeof plantedBugs)[number]): Promise<string | undefined> {
  for (let seed = 0; seed < MOST_SEEDS; seed += 1) {
    const [violation] = (await runOne(planOf(seed), { bug })).violations;
    if (violation) return violation.rule;
  }
  return undefined;
}

it('breaks nothing in the same steps without a bug: what is found is the bug', async () => {
  for (let seed = 0; seed < 500; seed += 1)
    expect((await runOne(planOf(seed), { bug: { name: 'none' } })).violations).toEqual([]);
});

it('plants at least fifteen different bugs', () => {
  expect(new Set(plantedBugs.map(({ name }) => name)).size).toBeGreaterThanOrEqual(15);
});

it.each(plantedBugs)('finds: $name', async (bug) => {
  expect(await firstFinding(bug)).toMatch(/^(H[1-6]|O7)$/);
});
