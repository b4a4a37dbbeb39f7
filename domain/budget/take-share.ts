import { advance } from './advance.ts';
import { countedRates, type BudgetUse, type CountedRate, type Lease } from './budget-use.ts';
import { laneOf, levelRule } from './level.ts';
import { CLOCKS_MS, paceOf, slotCount, slotsFor, type BudgetLimits, type Purpose } from './limits.ts';

export interface Ask {
  readonly limits: BudgetLimits;
  readonly leaseId: string;
  readonly purpose: Purpose;
  /** How many of both would be of use; at least one of each is given, or none. */
  readonly slots: number;
  readonly requests: number;
  /** Epoch milliseconds; by `until` the last request has ended. */
  readonly now: number;
  readonly until: number;
}

/** A slot, when its first request may begin, and the time from one to the next. */
export interface PacedSlot {
  readonly firstAt: number;
  readonly paceMs: number;
}

export interface Share {
  readonly slots: readonly PacedSlot[];
  /** By then the last request has ended. */
  readonly until: number;
  /** How many requests may be sent; undefined where the ERP counts none. */
  readonly requests: number | undefined;
}

/** `busy`: all slots are taken; `closed`: the ERP asked for a pause; else the rate that is used up. */
export interface Refused {
  readonly waitUntil: number;
  readonly because: 'busy' | 'closed' | CountedRate;
  /** The ERP's, where it asked for a pause. */
  readonly words?: string | undefined;
}

export type Taken = { readonly use: BudgetUse; readonly share: Share } | Refused;

/** How soon to ask again where all slots are at work; one usually ends sooner than its lease. */
const BUSY_MS = 200;

/**
 * Takes a share, or says when there may be one (§5). Who asks twice for the same lease, because the first answer was lost, gets the same again.
 */
export function takeShare(before: BudgetUse, ask: Ask): Taken {
  const known = before.leases[ask.leaseId];
  if (known) return { use: before, share: shareOf(before, ask, known) };
  const { closedUntil = 0, closedBecause: words } = before;
  if (closedUntil > ask.now) return { waitUntil: closedUntil, because: 'closed', words };
  const use = advance(before, ask.limits, ask.now);
  const slots = freeSlots(use, ask);
  if (slots.length === 0) return { waitUntil: ask.now + BUSY_MS, because: 'busy' };
  const scarce = usedUp(use, ask);
  if (scarce) return scarce;
  const lease: Lease = { purpose: ask.purpose, slots, requests: requestsFor(use, ask), until: ask.until };
  return { use: { ...taken(use, ask, lease) }, share: shareOf(use, ask, lease) };
}

/** Those that rested longest first. */
function freeSlots(use: BudgetUse, { limits, purpose, slots: wanted }: Ask): number[] {
  const leases = Object.values(use.leases);
  const held = new Set(leases.flatMap(({ slots }) => slots));
  const own = leases.filter((lease) => lease.purpose === purpose).flatMap(({ slots }) => slots).length;
  const free = Array.from({ length: slotCount(limits) }, (_, slot) => slot).filter((slot) => !held.has(slot));
  const rested = free.sort((one, other) => (use.freed[one] ?? 0) - (use.freed[other] ?? 0));
  return rested.slice(0, Math.max(0, Math.min(wanted, slotsFor(limits) - own)));
}

/** The rate that makes wait longest. */
function usedUp(use: BudgetUse, ask: Ask): Refused | undefined {
  const waits = ratesOf(use, ask)
    .filter(({ left }) => left < 1)
    .map(({ rate, left, perMs }) => ({ because: rate, waitUntil: ask.now + Math.ceil((1 - left) / perMs) }));
  return waits.sort((one, other) => other.waitUntil - one.waitUntil)[0];
}

/** Zero where none are counted. */
function requestsFor(use: BudgetUse, ask: Ask): number {
  const rates = ratesOf(use, ask);
  return rates.length === 0 ? 0 : Math.min(ask.requests, ...rates.map(({ left }) => Math.floor(left)));
}

/** What each counted rate has left for this purpose, and how fast that grows at least. */
const ratesOf = ({ levels }: BudgetUse, { limits, purpose }: Ask) =>
  countedRates.flatMap((rate) => {
    const [count, level] = [limits[rate], levels[rate]];
    if (count === undefined || level === undefined) return [];
    const rule = levelRule(rate, count);
    const perMs = laneOf(rule, 'read') === laneOf(rule, 'write') ? rule.perMs : rule.perMs / 2;
    return [{ rate, left: level[laneOf(rule, purpose)], perMs }];
  });

function taken(use: BudgetUse, { limits, leaseId, purpose }: Ask, lease: Lease): BudgetUse {
  return {
    ...changeLevels(use, { limits, purpose, by: -lease.requests }),
    leases: { ...use.leases, [leaseId]: lease },
  };
}

/** Puts requests into the levels of a purpose, or takes them out. */
export function changeLevels(
  use: BudgetUse,
  { limits, purpose, by }: Pick<Ask, 'limits' | 'purpose'> & { readonly by: number },
): BudgetUse {
  const levels = { ...use.levels };
  for (const rate of countedRates) {
    const [count, level] = [limits[rate], levels[rate]];
    if (count === undefined || level === undefined) continue;
    const lane = laneOf(levelRule(rate, count), purpose);
    levels[rate] = { ...level, [lane]: level[lane] + by };
  }
  return { ...use, levels };
}

const shareOf = (use: BudgetUse, { limits, now }: Ask, { slots, requests, until }: Lease): Share => ({
  until,
  slots: slots.map((slot) => {
    const paceMs = paceOf(limits, slot);
    return { paceMs, firstAt: now + (hasRested(use, slot, now - paceMs) ? 0 : paceMs) };
  }),
  requests: countedRates.some((rate) => limits[rate] !== undefined) ? requests : undefined,
});

/** Who had the slot before may have used it just before giving it back, by a clock that is not ours. */
const hasRested = ({ freed }: BudgetUse, slot: number, since: number): boolean =>
  (freed[slot] ?? 0) + CLOCKS_MS <= since;
