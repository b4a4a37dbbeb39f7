import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unusedBudget, type BudgetUse } from '../../../../domain/budget/budget-use.ts';
import { giveBack } from '../../../../domain/budget/give-back.ts';
import type { BudgetLimits, Purpose } from '../../../../domain/budget/limits.ts';
import { takeShare, type Ask } from '../../../../domain/budget/take-share.ts';

const START = 1_700_000_000_000;
const WINDOWS = { perFiveMinutes: 300_000, perDay: 86_400_000 } as const;
const FOR_MS = 40_000;

/** What a worker does next: waits, takes a block on its own clock, uses all of it at the last moment it may, and comes back or never. */
const anyTurn = fc.record({
  pause: fc.oneof(fc.constant(0), fc.nat(5_000), fc.nat(400_000)),
  skew: fc.integer({ min: -1_000, max: 1_000 }),
  purpose: fc.constantFrom<Purpose>('read', 'write'),
  requests: fc.integer({ min: 1, max: 40 }),
  usesAfter: fc.integer({ min: 0, max: FOR_MS }),
  unused: fc.nat(3),
  isLost: fc.boolean(),
});
type Turn = typeof anyTurn extends fc.Arbitrary<infer T> ? T : never;

/** When requests reach the ERP, if each share is used as late and as suddenly as it may be. */
function used(limits: BudgetLimits, turns: readonly Turn[]): number[] {
  const events: { readonly at: number; readonly run: () => void }[] = [];
  const times: number[] = [];
  let use: BudgetUse = unusedBudget;
  let at = START;
  turns.forEach((turn, index) => {
    at += turn.pause;
    const [began, leaseId] = [at, String(index)];
    events.push({ at: began, run: () => take(turn, leaseId, began) });
  });
  function take(
    { skew, purpose, requests, usesAfter, unused, isLost }: Turn,
    leaseId: string,
    began: number,
  ) {
    const now = began + skew;
    const taken = takeShare(use, { limits, leaseId, purpose, slots: 1, requests, now, until: now + FOR_MS });
    if (!('use' in taken)) return;
    use = taken.use;
    const all = taken.share.requests ?? 0;
    const sent = isLost ? all : Math.max(0, all - unused);
    const done = began + usesAfter;
    const returns = [{ leaseId, unused: all - sent }];
    events.push({
      at: done,
      run: () => {
        times.push(...Array.from({ length: sent }, () => done));
        if (!isLost) use = giveBack(use, { limits, returns, now: done + skew });
      },
    });
  }
  while (events.length > 0) {
    events.sort((one, other) => one.at - other.at);
    events.shift()?.run();
  }
  return times;
}

describe.each(Object.entries(WINDOWS))('%s', (rate, windowMs) => {
  it.each([
    ['a few', fc.integer({ min: 1, max: 12 })],
    ['many', fc.integer({ min: 13, max: 400 })],
  ])('no window holds more than %s that are allowed, however late a share is used', (_, anyLimit) => {
    fc.assert(
      fc.property(
        anyLimit,
        fc.array(anyTurn, { minLength: 2, maxLength: 120, size: 'max' }),
        (limit, turns) => {
          const scale = windowMs / 300_000;
          const stretched = turns.map((turn) => ({ ...turn, pause: Math.round(turn.pause * scale) }));
          const times = used({ concurrency: 50, [rate]: limit }, stretched);
          times.forEach((time, index) => {
            const next = times[index + limit];
            if (next !== undefined) expect(next - time).toBeGreaterThanOrEqual(windowMs);
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});

const ask = (given: Partial<Ask> & Pick<Ask, 'limits'>): Ask => ({
  ...{ leaseId: 'a', purpose: 'read', slots: 1, requests: 8, now: START, until: START + FOR_MS },
  ...given,
});

/** Requests that one purpose gets in a time, if it takes what it can every second; the other takes what is in `other`. */
function gained(
  limits: BudgetLimits,
  seconds: number,
  purposes: readonly Purpose[],
): Record<Purpose, number> {
  const gains = { read: 0, write: 0 };
  let use: BudgetUse = unusedBudget;
  for (let second = 0; second < seconds; second += 1) {
    const now = START + second * 1_000;
    for (const purpose of purposes) {
      const taken = takeShare(use, ask({ limits, purpose, requests: 1_000, now, leaseId: purpose }));
      if (!('use' in taken)) continue;
      gains[purpose] += taken.share.requests ?? 0;
      use = giveBack(taken.use, { limits, returns: [{ leaseId: purpose, unused: 0 }], now });
    }
  }
  return gains;
}

describe('a rate that all want', () => {
  const limits = { concurrency: 4, perFiveMinutes: 6_000 };

  it('is halved between hand-overs and readers, whoever comes first', () => {
    for (const order of [['read', 'write'] as const, ['write', 'read'] as const]) {
      const { read, write } = gained(limits, 600, order);
      expect(Math.abs(read - write)).toBeLessThanOrEqual(2);
      expect(read + write).toBeGreaterThan(0.95 * 10_800);
    }
  });

  it('is nearly all for one where the other does not come', () => {
    expect(gained(limits, 1_200, ['read']).read).toBeGreaterThan(0.9 * 21_600);
    expect(gained(limits, 1_200, ['write']).write).toBeGreaterThan(0.9 * 21_600);
  });
});

it('no window holds more than allowed where one clock is a second behind and another a second ahead', () => {
  const limits = { concurrency: 4, perFiveMinutes: 6_000 };
  let use: BudgetUse = unusedBudget;
  let sent = 0;
  for (let ms = 0; ms < 300_000; ms += 100) {
    const now = START + ms + (ms < 299_900 ? -1_000 : 1_000);
    const taken = takeShare(use, ask({ limits, requests: 1_000, now, leaseId: String(ms) }));
    if (!('use' in taken)) continue;
    sent += taken.share.requests ?? 0;
    use = giveBack(taken.use, { limits, returns: [{ leaseId: String(ms), unused: 0 }], now });
  }
  expect(sent).toBeGreaterThan(5_300);
  // Half of what may come at once is kept for the other purpose.
  expect(sent + 600).toBeLessThanOrEqual(6_000);
});

describe('slots', () => {
  it('of which the last is always left to the other purpose', () => {
    const limits = { concurrency: 3 };
    const first = takeShare(unusedBudget, ask({ limits, slots: 9 }));
    if (!('use' in first)) throw new Error('refused');

    expect(first.share.slots).toHaveLength(2);
    expect(takeShare(first.use, ask({ limits, leaseId: 'b' }))).toEqual({
      waitUntil: START + 200,
      because: 'busy',
    });
    expect(takeShare(first.use, ask({ limits, leaseId: 'c', purpose: 'write' }))).toHaveProperty('use');
  });

  it('are free again only when the clock of whoever held them has certainly struck', () => {
    const limits = { concurrency: 1 };
    const first = takeShare(unusedBudget, ask({ limits, until: START + 5_000 }));
    if (!('use' in first)) throw new Error('refused');
    const at = (now: number) => takeShare(first.use, ask({ limits, leaseId: 'b', now }));

    expect(at(START + 7_000)).toHaveProperty('waitUntil');
    expect(at(START + 7_001)).toHaveProperty('use');
  });

  it('are given once to whoever asks again because the first answer was lost', () => {
    const limits = { concurrency: 4, perDay: 50 };
    const first = takeShare(unusedBudget, ask({ limits, slots: 2 }));
    if (!('use' in first)) throw new Error('refused');

    const again = takeShare(first.use, ask({ limits, slots: 2, now: START + 20 }));
    expect('use' in again && again.use).toBe(first.use);
    expect('use' in again && [again.share.slots.length, again.share.requests]).toEqual([2, 5]);
  });
});

describe('an ERP that wants a pause', () => {
  const limits = { concurrency: 2 };
  const told = { closedUntil: START + 9_000, closedBecause: 'The ERP answered 429.' };
  const closed = giveBack(unusedBudget, { limits, returns: [], now: START, ...told });

  it('is asked by nobody until then', () => {
    expect(takeShare(closed, ask({ limits }))).toEqual({
      ...{ waitUntil: START + 9_000, because: 'closed' },
      words: 'The ERP answered 429.',
    });
    expect(takeShare(closed, ask({ limits, now: START + 9_000 }))).toHaveProperty('use');
  });

  it('gets the longest that it asked anybody for', () => {
    const shorter = giveBack(closed, { limits, returns: [], now: START + 1, closedUntil: START + 2_000 });
    expect(shorter).toMatchObject(told);
  });
});
