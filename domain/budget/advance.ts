import { countedRates, type BudgetUse, type Lease } from './budget-use.ts';
import { fullLevel, levelRule, refilled } from './level.ts';
import { CLOCKS_MS, type BudgetLimits } from './limits.ts';

/** The use as it is now: worked-off time filled in, and whoever did not come back in time forgotten. What such a worker held counts as used. */
export function advance(before: BudgetUse, limits: BudgetLimits, now: number): BudgetUse {
  const lost = Object.entries(before.leases)
    .filter(([, { until }]) => until + CLOCKS_MS < now)
    .sort(([, one], [, other]) => one.until - other.until);
  const without = lost.reduce(
    (use, [leaseId, { until }]) => withoutLease(fill(use, limits, until + CLOCKS_MS), leaseId, until),
    before,
  );
  return fill(without, limits, now);
}

function fill(use: BudgetUse, limits: BudgetLimits, to: number): BudgetUse {
  const leases = Object.values(use.leases);
  const levels: BudgetUse['levels'] = {};
  for (const rate of countedRates) {
    const count = limits[rate];
    if (count === undefined) continue;
    const rule = levelRule(rate, count);
    levels[rate] = refilled(use.levels[rate] ?? fullLevel(rule, to), rule, { to, leases });
  }
  return { ...use, levels };
}

/** Its slots are free from `at` on. */
export function withoutLease(use: BudgetUse, leaseId: string, at: number): BudgetUse {
  const { [leaseId]: lease, ...leases } = use.leases;
  return { ...use, leases, freed: lease ? freedAt(use.freed, lease, at) : use.freed };
}

function freedAt(freed: BudgetUse['freed'], { slots }: Lease, at: number): BudgetUse['freed'] {
  const length = Math.max(freed.length, ...slots.map((slot) => slot + 1));
  return Array.from({ length }, (_, slot) => (slots.includes(slot) ? at : (freed[slot] ?? null)));
}
