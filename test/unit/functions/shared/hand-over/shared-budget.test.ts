import { expect, it } from 'vitest';
import { ErpUnavailableError } from '../../../../../domain/errors.ts';
import { sharedBudget } from '../../../../../functions/shared/hand-over/shared-budget.ts';
import type { Share } from '../../../../../functions/shared/store/erp-budget.ts';

/** A budget that answers what the test says, on a clock that moves only by waiting. */
function aBudget(shares: ((now: number) => Share)[]) {
  let now = 1_000;
  const warnings: unknown[] = [];
  const budget = sharedBudget(
    {
      takeShare: (ask) =>
        Promise.resolve(shares.shift()?.(ask.now) ?? { granted: false, waitUntil: ask.now + 500 }),
      now: () => now,
      warn: (error) => void warnings.push(error),
      sleep: (ms) => Promise.resolve((now += ms)),
    },
    { concurrency: 1 },
  );
  return { budget, warnings, elapsed: () => now - 1_000 };
}

const granted =
  (release = () => Promise.resolve()) =>
  (): Share => ({ granted: true, release });
const later =
  (ms: number) =>
  (now: number): Share => ({ granted: false, waitUntil: now + ms });

it('works once there is a share, and gives it back', async () => {
  let given = 0;
  const { budget, elapsed } = aBudget([later(300), granted(() => Promise.resolve(void (given += 1)))]);
  expect(await budget.run(() => Promise.resolve('done'))).toBe('done');
  expect([given, elapsed()]).toEqual([1, 300]);
});

it('says when to come again rather than wait beyond the right to send', async () => {
  const { budget } = aBudget([later(60_000)]);
  const run = budget.run(() => Promise.reject(new Error('must not be called')));
  await expect(run).rejects.toThrow(ErpUnavailableError);
  await expect(run).rejects.toMatchObject({ retryAfterSeconds: 60 });
});

it('gives up after ten seconds, however short each wait is', async () => {
  const { budget, elapsed } = aBudget([]);
  await expect(budget.run(() => Promise.resolve())).rejects.toThrow(ErpUnavailableError);
  expect(elapsed()).toBeLessThanOrEqual(10_000);
});

it('never loses the answer of a write over a share that could not be given back', async () => {
  const { budget, warnings } = aBudget([granted(() => Promise.reject(new Error('throttled')))]);
  expect(await budget.run(() => Promise.resolve('created'))).toBe('created');
  expect(warnings).toHaveLength(1);
});

it('gives the share back after a failure', async () => {
  let given = 0;
  const { budget } = aBudget([granted(() => Promise.resolve(void (given += 1)))]);
  await expect(budget.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(given).toBe(1);
});
