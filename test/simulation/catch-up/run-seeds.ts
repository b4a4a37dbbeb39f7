import { differencesOf } from './judge.ts';
import { pagings, planOf, type Plan } from './plan.ts';
import { CatchUpWorld, type Bug } from './world.ts';

/** More at night: `CATCH_UP_SEEDS=100000`. */
const SEEDS = Number(process.env['CATCH_UP_SEEDS'] ?? 2_000);

/** What is wrong at the end of one life. */
export async function liveOf(seed: number, bug?: Bug): Promise<string[]> {
  const world = new CatchUpWorld(planOf(seed), bug);
  await world.live();
  return differencesOf(world);
}

/** All lives with ERPs of a paging style, or the one named in the environment; a line per difference that says how to see it again. */
export async function failuresOf(paging: Plan['paging']): Promise<string[]> {
  const failures: string[] = [];
  for (const seed of seedsOf(paging))
    for (const difference of await liveOf(seed))
      failures.push(`${difference}. Replay: CATCH_UP_SEED=${seed} npx vitest run test/simulation/catch-up`);
  return failures;
}

function seedsOf(paging: Plan['paging']): number[] {
  const named = process.env['CATCH_UP_SEED'];
  const seeds = named === undefined ? Array.from({ length: SEEDS }, (_, seed) => seed) : [Number(named)];
  return seeds.filter((seed) => seed % pagings.length === pagings.indexOf(paging));
}
