import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BudgetLimits, Purpose } from '../../../../domain/budget/limits.ts';
import { SharedBudget } from '../../../../functions/shared/erp/budget/shared-budget.ts';
import { budgetItem, erpBudget } from '../../../../functions/shared/store/erp-budget.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

const clock = { now: Date.now, sleep: (ms: number) => sleep(ms), chance: Math.random };
const table = (credential: string, now: () => number = Date.now) =>
  erpBudget(budgetItem(running.store, credential), { ...clock, now });

/** A process of its own, as far as the budget is concerned. */
const aProcess = (credential: string, limits: BudgetLimits, purpose: Purpose): SharedBudget =>
  new SharedBudget({
    ...{ table: table(credential), limits, purpose, longestRequestMs: 5_000, askingMs: Infinity },
    ...clock,
    remind: (ms, call) => void setTimeout(call, ms).unref(),
    warn: (error) => {
      throw error;
    },
    dayIsUsedUp: () => undefined,
  });

it('lets many workers together have no more requests under way than the ERP allows', async () => {
  const limits = { concurrency: 3, perFiveMinutes: 4_000 };
  const under = { way: 0, most: 0, sent: 0 };
  const request = async () => {
    under.most = Math.max(under.most, (under.way += 1));
    under.sent += 1;
    await sleep(3);
    under.way -= 1;
  };
  const work = async (purpose: Purpose) => {
    const budget = aProcess('many', limits, purpose);
    await Promise.all(Array.from({ length: 6 }, () => budget.run(request)));
    await budget.settle();
  };
  await Promise.all((['read', 'read', 'write', 'write'] as const).map((purpose) => work(purpose)));

  expect(under).toMatchObject({ way: 0, sent: 24 });
  expect(under.most).toBeLessThanOrEqual(3);
});

it('gives away no request twice, however many take at once', async () => {
  const limits = { concurrency: 30, perFiveMinutes: 200 };
  const wanted = { limits, purpose: 'read', slots: 1, requests: 3, forMs: 1_000 } as const;
  const shares = await Promise.all(Array.from({ length: 20 }, () => table('shares').take(wanted)));
  const given = shares.reduce((sum, share) => sum + (share.granted ? (share.requests ?? 0) : 0), 0);

  // A fifth of the rate lies ready, half of it for readers.
  expect(given).toBeGreaterThan(0);
  expect(given).toBeLessThanOrEqual(20);
  const last = await table('shares').take({ ...wanted, requests: 100 });
  expect(given + (last.granted ? (last.requests ?? 0) : 0)).toBe(20);
});

it('counts each credential by itself', async () => {
  const wanted = {
    limits: { concurrency: 1 },
    purpose: 'read',
    slots: 1,
    requests: 1,
    forMs: 1_000,
  } as const;

  expect((await table('one').take(wanted)).granted).toBe(true);
  expect((await table('one').take(wanted)).granted).toBe(false);
  expect((await table('other').take(wanted)).granted).toBe(true);
});

it('gets back by itself what a worker that died had', async () => {
  const clock = { now: 1_700_000_000_000 };
  const wanted = {
    limits: { concurrency: 1 },
    purpose: 'read',
    slots: 1,
    requests: 1,
    forMs: 60_000,
  } as const;
  const take = () => table('dead', () => clock.now).take(wanted);
  expect((await take()).granted).toBe(true);

  clock.now += 60_000;
  expect((await take()).granted).toBe(false);
  clock.now += 2_001;
  expect((await take()).granted).toBe(true);
});
