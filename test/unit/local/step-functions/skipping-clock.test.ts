import { expect, it } from 'vitest';
import { skippingClock } from '../../../../local/cloud/step-functions/skipping-clock.ts';

it('wakes sleepers in the order of their times, each at its own', async () => {
  const clock = skippingClock(1000);
  const woken: [string, number][] = [];
  const sleep = async (name: string, until: number) => {
    await clock.sleepUntil(until);
    woken.push([name, clock.now()]);
  };

  await Promise.all([sleep('late', 9_000), sleep('early', 2_000), sleep('past', 10)]);

  expect(woken).toEqual([
    ['past', 1000],
    ['early', 2000],
    ['late', 9000],
  ]);
});

it('does not skip while something still answers', async () => {
  const clock = skippingClock(0);
  const timeout = new AbortController();
  const expired = clock.sleepUntil(60_000, timeout.signal).then(
    () => 'expired',
    () => 'in time',
  );
  await new Promise((resolve) => setImmediate(resolve));
  timeout.abort(new Error('answered'));

  expect(await expired).toBe('in time');
  expect(clock.now()).toBe(0);
});

it('rejects with the reason of a signal that was aborted before', async () => {
  await expect(skippingClock(0).sleepUntil(1, AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
});
