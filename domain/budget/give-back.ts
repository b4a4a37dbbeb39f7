import { advance, withoutLease } from './advance.ts';
import type { BudgetUse } from './budget-use.ts';
import type { BudgetLimits } from './limits.ts';
import { changeLevels } from './take-share.ts';

export interface Return {
  readonly leaseId: string;
  /** Requests that were taken and not sent. */
  readonly unused: number;
}

export interface GivenBack {
  readonly limits: BudgetLimits;
  readonly returns: readonly Return[];
  readonly now: number;
  /** The ERP wants no request before. */
  readonly closedUntil?: number | undefined;
}

/** The shares of whoever is done. What comes back too late counts as used; telling it twice changes nothing. */
export function giveBack(before: BudgetUse, { limits, returns, now, closedUntil = 0 }: GivenBack): BudgetUse {
  const use = returns.reduce(
    (each, one) => returned(each, limits, { ...one, now }),
    advance(before, limits, now),
  );
  const until = Math.max(closedUntil, use.closedUntil ?? 0);
  const { levels, leases, freed } = use;
  return { levels, leases, freed, ...(until > now && { closedUntil: until }) };
}

function returned(
  use: BudgetUse,
  limits: BudgetLimits,
  { leaseId, unused, now }: Return & { readonly now: number },
): BudgetUse {
  const lease = use.leases[leaseId];
  if (!lease) return use;
  const by = Math.min(unused, lease.requests);
  return withoutLease(changeLevels(use, { limits, purpose: lease.purpose, by }), leaseId, now);
}
