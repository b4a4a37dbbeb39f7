import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { plantedBugs } from './world/planted-bugs.ts';
import { anyPlan, planOf, type Plan } from './world/plan.ts';
import { runAll, runOne } from './world/run-world.ts';
import type { Result } from './world/run-world.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '20000' },
    from: { type: 'string', default: '0' },
    /** Plants a bug, by a part of its name. */
    bug: { type: 'string' },
  },
});

const bug =
  values.bug === undefined ? undefined : plantedBugs.find(({ name }) => name.includes(values.bug ?? ''));

const print = (text: string) => process.stdout.write(`${text}\n`);

process.exitCode =
  values.seed === undefined
    ? await runMany(Number(values.from), Number(values.seeds))
    : await replay(Number(values.seed));

/** A line per failing seed, and one every minute, so that a night's run shows that it lives. */
async function runMany(from: number, count: number): Promise<number> {
  let done = 0;
  let failed = 0;
  let told = Date.now();
  await runAll(numbered(from, count), { bug }, ({ plan, violations }) => {
    done += 1;
    for (const { rule, detail } of violations.slice(0, 1)) {
      failed += 1;
      print(`${rule}: ${detail}. Replay: npm run simulate -- --seed ${plan.number ?? '?'}`);
    }
    if (Date.now() - told < 60_000) return;
    told = Date.now();
    print(`${done} of ${count} worlds, ${failed} broken`);
  });
  print(`${done} worlds from seed ${from}, ${failed} broken`);
  return failed === 0 ? 0 : 1;
}

function* numbered(from: number, count: number): Generator<Plan> {
  for (let seed = from; seed < from + count; seed += 1) yield { ...planOf(seed), number: seed };
}

/** Tells the story of one seed: as it is, and, if it breaks a rule, in the smallest form that still does. */
async function replay(seed: number): Promise<number> {
  const result = await runOne(planOf(seed), { bug });
  tell(result);
  if (result.violations.length === 0) return 0;
  const smallest = await fc.check(
    fc.asyncProperty(anyPlan, async (plan) => (await runOne(plan, { bug })).violations.length === 0),
    {
      seed,
      numRuns: 1,
    },
  );
  const [plan] = smallest.counterexample ?? [];
  if (plan) {
    print(`\nIn its smallest form: ${JSON.stringify(plan)}`);
    tell(await runOne(plan, { bug }));
  }
  return 1;
}

function tell({ world, violations }: Result): void {
  for (const { at, key, actor, event } of world.journal.entries)
    print(`${at} ${key} ${actor} ${JSON.stringify(event)}`);
  for (const { orderId, state } of world.crm.orders) print(`${orderId} is ${state}`);
  for (const { rule, detail, at } of violations) print(`${new Date(at).toISOString()} ${rule}: ${detail}`);
}
