import { expect, it } from 'vitest';
import { budgetState } from '../../../../domain/budget/budget-state.ts';
import { unusedBudget } from '../../../../domain/budget/budget-use.ts';
import { giveBack } from '../../../../domain/budget/give-back.ts';
import { takeShare } from '../../../../domain/budget/take-share.ts';

const NOW = Date.UTC(2026, 1, 2, 12);
const limits = { concurrency: 5, perFiveMinutes: 6_000, perDay: 9 };

it('of an ERP that nobody asked shows all that lies ready: a fifth, half for each purpose', () => {
  expect(budgetState(unusedBudget, limits, NOW)).toEqual({
    ...{ slots: 5, inUse: 0 },
    left: {
      perFiveMinutes: { allowed: 6_000, read: 600, write: 600 },
      // Too few to be divided.
      perDay: { allowed: 9, read: 1, write: 1 },
    },
  });
});

it('shows what is taken, and for how long the ERP is to be left alone', () => {
  const ask = { limits: { concurrency: 5, perFiveMinutes: 6_000 }, leaseId: 'a', now: NOW };
  const taken = takeShare(unusedBudget, {
    ...ask,
    ...{ purpose: 'read', slots: 2, requests: 8, until: NOW + 40_000 },
  });
  if (!('use' in taken)) throw new Error('refused');
  const told = { closedUntil: NOW + 60_000, closedBecause: 'The ERP answered 503.' };
  const closed = giveBack(taken.use, { ...ask, returns: [], ...told });

  expect(budgetState(closed, ask.limits, NOW + 1)).toEqual({
    ...{ slots: 5, inUse: 2, closedUntil: '2026-02-02T12:01:00.000Z' },
    closedBecause: 'The ERP answered 503.',
    left: { perFiveMinutes: { allowed: 6_000, read: 592, write: 600 } },
  });
  expect(budgetState(closed, ask.limits, NOW + 60_001)).not.toHaveProperty('closedUntil');
});
