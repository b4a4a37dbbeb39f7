import { expect, it } from 'vitest';
import { plantedBugs } from './planted-bugs.ts';
import { liveOf } from './run-seeds.ts';

/** What a bug may cost at most to be found. */
const MOST_SEEDS = 400;

async function firstFinding(bug: (typeof plantedBugs)[number]): Promise<number | undefined> {
  for (let seed = 0; seed < MOST_SEEDS; seed += 1) if ((await liveOf(seed, bug)).length > 0) return seed;
  return undefined;
}

it.each(plantedBugs)(
  'finds: $name',
  async (bug) => {
    expect(await firstFinding(bug)).toBeDefined();
  },
  300_000,
);
