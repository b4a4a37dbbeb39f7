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
  readonly closedBecause?: string | undefined;
}

/** The shares of whoever is done. What comes back too late counts as used; telling it twice changes nothing. */
export function giveBack(before: BudgetUse, given: GivenBack): BudgetUse {
  const { limits, returns, now } = given;
  const use = returns.reduce(
    (each, one) => returned(each, limits, { ...one, now }),
    advance(before, limits, now),
  );
  const { levels, leases, freed } = use;
  const { closedUntil = 0, closedBecause } = laterOf(use, given);
  return { levels, leases, freed, ...(closedUntil > now && { closedUntil, closedBecause }) };
}

type Closing = Pick<GivenBack, 'closedUntil' | 'closedBecause'>;

const laterOf = (one: Closing, other: Closing): Closing =>
  (one.closedUntil ?? 0) > (other.closedUntil ?? 0) ? one : other;

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
