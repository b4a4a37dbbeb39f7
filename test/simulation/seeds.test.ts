import { expect, it } from 'vitest';
import { planOf } from './world/plan.ts';
import { runAll } from './world/run-world.ts';

/** More at night: `npm run simulate -- --seeds 1000000 --from 20000`. */
const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? 20_000);

function* plans() {
  for (let seed = 0; seed < SEEDS; seed += 1) yield { ...planOf(seed), number: seed };
}

it(`hands every order over exactly once or parks it, in ${SEEDS} worlds full of faults (H1 to H6, O7, A1, A2)`, async () => {
  const failures: string[] = [];
  const ends: Record<string, number> = {};
  await runAll(plans(), {}, ({ plan, violations, world }) => {
    for (const { state } of world.crm.orders) ends[state] = (ends[state] ?? 0) + 1;
    for (const { rule, detail } of violations)
      failures.push(`${rule}: ${detail}. Replay: npm run simulate -- --seed ${plan.number}`);
  });
  expect(failures).toEqual([]);
  expect(Object.keys(ends).sort()).toEqual(['confirmed', 'parked']);
}, 300_000);
