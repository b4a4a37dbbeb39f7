import { describe, expect, it } from 'vitest';
import { ErpUnavailableError } from '../../../../../../domain/errors.ts';
import { SharedBudget } from '../../../../../../functions/shared/erp/budget/shared-budget.ts';
import type { SharedBudgetPorts } from '../../../../../../functions/shared/erp/budget/shared-budget-ports.ts';
import { BudgetWorld, type Process } from '../../../../../support/budget/budget-world.ts';
import { virtualTime } from '../../../../../support/budget/virtual-time.ts';

const bc = { concurrency: 4, perFiveMinutes: 6_000 };

/** A step that asks one thing after the other. */
async function step(world: BudgetWorld, process: Process, requests: number): Promise<void> {
  for (let count = 0; count < requests; count += 1) await world.ask(process, 80);
  await process.budget.settle();
}

describe('what it costs', () => {
  it('is one write to take and one to give back, however many requests a step makes', async () => {
    const world = new BudgetWorld(bc);
    const process = world.process('w', 'write');
    const all = (async () => {
      await step(world, process, 5);
      expect([world.writes, world.reads]).toEqual([2, 1]);
      await step(world, process, 8);
      // Whoever changed it last need not read it again.
      expect([world.writes, world.reads]).toEqual([4, 1]);
    })();
    await world.time.run();
    await all;
    expect(world.seen).toHaveLength(13);
  });

  it('is nothing for who never asks', async () => {
    const world = new BudgetWorld(bc);
    await world.process('w', 'read').budget.settle();

    expect([world.writes, world.reads]).toEqual([0, 0]);
  });

  it('grows by slots, not by requests, where many ask at the same time', async () => {
    const world = new BudgetWorld(bc);
    const process = world.process('w', 'read');
    const all = Promise.all(Array.from({ length: 60 }, () => world.ask(process, 100))).then(() =>
      process.budget.settle(),
    );
    await world.time.run();
    await all;

    expect([world.seen.length, world.mostAtOnce()]).toEqual([60, 3]);
    expect(world.writes).toBeLessThanOrEqual(6);
  });
});

describe('a share', () => {
  it('goes back by itself when nobody asked for a while, as during the work on what was read', async () => {
    const world = new BudgetWorld({ concurrency: 1 });
    const started = world.time.now();
    const first = world.process('first', 'read');
    const all = (async () => {
      await world.ask(first, 10);
      const other = world.process('other', 'write');
      await world.ask(other, 10);
    })();
    await world.time.run();
    await all;

    expect((world.seen[1]?.at ?? 0) - started).toBeLessThan(1_500);
  });

  it('that could not be given back never costs the answer of a write', async () => {
    const warnings: unknown[] = [];
    const budget = new SharedBudget(portsOf({ warn: (error) => void warnings.push(error) }));

    expect(await budget.run(() => Promise.resolve('created'))).toBe('created');
    await budget.settle();
    expect(warnings).toHaveLength(1);
  });

  it('that cannot be taken because the table fails fails the request, and nothing is sent', async () => {
    const failing = { take: () => Promise.reject(new Error('throttled')), giveBack: () => Promise.resolve() };
    const budget = new SharedBudget(portsOf({ table: failing }));

    const run = budget.run(() => Promise.reject(new Error('must not be called')));
    await expect(run).rejects.toThrow('throttled');
  });
});

/** A table that grants one slot for ever and takes nothing back. */
function portsOf(given: Partial<SharedBudgetPorts>): SharedBudgetPorts {
  const share = { leaseId: 'a', slots: [{ firstAt: 0, paceMs: 0 }], requests: undefined, until: Infinity };
  return {
    table: {
      take: () => Promise.resolve({ granted: true, ...share }),
      giveBack: () => Promise.reject(new Error('throttled')),
    },
    ...{ limits: { concurrency: 1 }, purpose: 'write', longestRequestMs: 1_000, askingMs: Infinity },
    now: () => 1_000,
    sleep: () => Promise.resolve(),
    remind: () => undefined,
    chance: () => 0,
    warn: () => undefined,
    dayIsUsedUp: () => undefined,
    ...given,
  };
}

describe('who gets no share', () => {
  it('waits ten seconds at most and is told when to come again', async () => {
    const time = virtualTime();
    const started = time.now();
    const take = () =>
      Promise.resolve({ granted: false, waitUntil: time.now() + 200, because: 'busy' } as const);
    const remind = (ms: number, call: () => void) => void time.sleep(ms).then(call);
    const table = { take, giveBack: () => Promise.resolve() };
    const budget = new SharedBudget(portsOf({ ...time, remind, table }));
    const ended = budget
      .run(() => Promise.reject(new Error('must not be called')))
      .catch((error: unknown) => ({ error, after: time.now() - started }));
    await time.run();

    const { error, after } = await ended;
    expect(error).toMatchObject({ name: 'ErpUnavailableError', retryAfterSeconds: 1 });
    expect(after).toBeGreaterThan(9_000);
    expect(after).toBeLessThanOrEqual(10_000);
  });

  it('does not wait at all where it would be in vain, and comes back when there is one', async () => {
    const world = new BudgetWorld({ concurrency: 1, perFiveMinutes: 1 });
    const process = world.process('w', 'read');
    const all = step(world, process, 2);
    await world.time.run();
    await all;

    expect(world.refused).toEqual([{ worker: 'w', seconds: 302 }]);
  });

  it('because its invocation ends soon has had its requests so far, and comes back for the others', async () => {
    const world = new BudgetWorld({ concurrency: 4, perSecond: 2 });
    world.askingMs = 3_000;
    const process = world.process('w', 'read');
    const all = (async () => {
      await Promise.all(Array.from({ length: 20 }, () => world.ask(process, 10)));
      await process.budget.settle();
      await world.ask(process, 10);
    })();
    await world.time.run();
    await all;

    expect(world.seen.length - 1).toBeGreaterThanOrEqual(3);
    expect(world.refused).toHaveLength(20 - (world.seen.length - 1));
    const [first, ...others] = world.seen.map(({ at }) => at).slice(0, -1);
    for (const at of others) expect(at - (first ?? 0)).toBeLessThanOrEqual(3_000);
  });

  it('for the rest of the day is told to operators', async () => {
    const world = new BudgetWorld({ concurrency: 1, perDay: 3 });
    const all = step(world, world.process('w', 'read'), 3);
    await world.time.run();
    await all;

    expect(world.seen).toHaveLength(1);
    expect(world.dayUsedUp).toBe(2);
  });
});

describe('an ERP that wants a pause', () => {
  it('gets it from all, however many were waiting, and is asked again afterwards', async () => {
    const world = new BudgetWorld({ concurrency: 2 });
    const [one, other] = [world.process('one', 'read'), world.process('other', 'write')];
    const all = (async () => {
      const waiting = world.ask(one, 50, 30);
      await Promise.all([waiting, world.ask(one, 50), world.ask(one, 50)]);
      await world.ask(other, 50);
      await world.time.sleep(30_000);
      await world.ask(other, 50);
    })();
    await world.time.run();
    await all;

    expect(world.seen.map(({ worker }) => worker)).toEqual(['one', 'other']);
    expect(world.refused).toEqual([
      { worker: 'one', seconds: 30 },
      { worker: 'one', seconds: 30 },
      { worker: 'other', seconds: 30 },
    ]);
  });

  it('of more than an hour is asked after an hour whether it still does', async () => {
    const world = new BudgetWorld({ concurrency: 1 });
    const process = world.process('w', 'read');
    const all = (async () => {
      await world.ask(process, 50, 1_000_000);
      await world.ask(process, 50);
    })();
    await world.time.run();
    await all;

    expect(world.refused).toEqual([{ worker: 'w', seconds: 3_600 }]);
  });
});

describe('fairness', () => {
  /** One purpose asks without an end, in many processes; the other now and then. When those waited longest. */
  async function longestWait(concurrency: number, crowd: 'read' | 'write') {
    const world = new BudgetWorld({ concurrency });
    const rare = world.process('rare', crowd === 'read' ? 'write' : 'read');
    let longest = 0;
    const crowded = Array.from({ length: 3 }, (_, index) =>
      world.work(`crowd ${index}`, {
        ...{ purpose: crowd, skew: 0 },
        jobs: Array.from({ length: 20 }, () => ({ after: 0, requests: 40, width: 8, takes: 150 })),
      }),
    );
    const now = async () => {
      for (let count = 0; count < 10; count += 1) {
        await world.time.sleep(3_000);
        const asked = world.time.now();
        await world.ask(rare, 100);
        longest = Math.max(longest, world.time.now() - asked);
        await rare.budget.settle();
      }
    };
    const all = Promise.all([...crowded, now()]);
    await world.time.run();
    await all;
    return { longest, refused: world.refused.filter(({ worker }) => worker === 'rare').length };
  }

  it.each([
    ['a hand-over', 'a first load', 'read'],
    ['a catch-up', 'hand-overs', 'write'],
  ] as const)('%s has a slot of its own beside %s', async (_, __, crowd) => {
    expect(await longestWait(3, crowd)).toMatchObject({ refused: 0 });
    expect((await longestWait(3, crowd)).longest).toBeLessThan(500);
  });

  it('where there is one slot only, its turns end', async () => {
    const { longest, refused } = await longestWait(1, 'read');

    expect(refused).toBeLessThanOrEqual(2);
    expect(longest).toBeLessThanOrEqual(10_500);
  });
});

it('what fails while it has a share fails as it is, and the share goes back', async () => {
  const world = new BudgetWorld({ concurrency: 1 });
  const { budget } = world.process('w', 'read');
  const run = budget.run(() => Promise.reject(new ErpUnavailableError('The ERP answered 503.')));
  const seen = expect(run).rejects.toThrow('The ERP answered 503.');
  await world.time.run();
  await seen;
  expect(world.writes).toBe(2);
});
