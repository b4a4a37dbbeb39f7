import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  giveBack,
  LEASE_MS,
  takeShare,
  unusedBudget,
  type BudgetLimits,
  type BudgetUse,
} from '../../../../domain/budget/take-share.ts';

const WINDOWS = { perSecond: 1_000, perFiveMinutes: 300_000, perDay: 86_400_000 } as const;

/** When each of many requests was let through, if everybody asks again as soon as it is told to, and is done at once. */
function grants(limits: BudgetLimits, pauses: readonly number[]): number[] {
  const times: number[] = [];
  let use: BudgetUse = unusedBudget;
  let now = 1_700_000_000_000;
  for (const [index, pause] of pauses.entries()) {
    now += pause;
    for (
      let taken = takeShare(use, ask(limits, now, index));
      ;
      taken = takeShare(use, ask(limits, now, index))
    ) {
      if ('use' in taken) {
        use = giveBack(taken.use, String(index));
        break;
      }
      expect(taken.waitUntil).toBeGreaterThan(now);
      now = taken.waitUntil;
    }
    times.push(now);
  }
  return times;
}

const ask = (limits: BudgetLimits, now: number, id: number) => ({ limits, now, leaseId: String(id) });

it.each(Object.entries(WINDOWS))(
  'never lets more through than the limit %s, in whatever window',
  (rate, windowMs) => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(0.5, 2.5)),
        fc.array(fc.oneof(fc.constant(0), fc.nat(windowMs)), { minLength: 1, maxLength: 150, size: 'max' }),
        (limit, pauses) => {
          const times = grants({ concurrency: 5, [rate]: limit }, pauses);
          const most = Math.max(1, Math.floor(limit));
          const window = limit < 1 ? windowMs / limit : windowMs;
          times.forEach((time, index) => {
            const next = times[index + most];
            if (next !== undefined) expect(next - time).toBeGreaterThanOrEqual(window);
          });
        },
      ),
      { numRuns: 200 },
    );
  },
);

it('uses nearly all that is allowed when many wait', () => {
  const times = grants(
    { concurrency: 5, perFiveMinutes: 6_000 },
    Array.from({ length: 12_000 }, () => 0),
  );
  const minutes = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 60_000;
  expect(minutes).toBeLessThan(11.5);
});

it('keeps all limits at once', () => {
  const times = grants(
    { concurrency: 5, perSecond: 10, perFiveMinutes: 20 },
    Array.from({ length: 25 }, () => 0),
  );
  expect((times[20] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(300_000);
});

it('lets no more work at the same time than allowed, and forgets who never came back', () => {
  const limits = { concurrency: 2 };
  let use = unusedBudget;
  for (const index of [1, 2]) {
    const taken = takeShare(use, ask(limits, 1_000, index));
    if ('use' in taken) ({ use } = taken);
  }
  expect(takeShare(use, ask(limits, 1_000, 3))).toEqual({ waitUntil: 1_500 });
  expect(takeShare(giveBack(use, '1'), ask(limits, 1_000, 3))).toHaveProperty('use');
  expect(takeShare(use, ask(limits, 1_000 + LEASE_MS, 3))).toHaveProperty('use');
});

it('gains nothing from a clock that is behind', () => {
  const limits = { concurrency: 5, perSecond: 1 };
  const first = takeShare(unusedBudget, ask(limits, 10_000, 1));
  if (!('use' in first)) throw new Error('refused');
  expect(takeShare(first.use, ask(limits, 5_000, 2))).toEqual({ waitUntil: 6_000 });
});
