/** What an ERP allows one credential, all of us together; a missing rate means that it states none. */
export interface BudgetLimits {
  readonly concurrency: number;
  readonly perSecond?: number | undefined;
  readonly perFiveMinutes?: number | undefined;
  readonly perDay?: number | undefined;
}

/** Who asks: hand-overs write (and look up what they wrote); all else reads. */
export type Purpose = 'read' | 'write';

/** How far the clocks of two workers may be apart: each is right within a second. */
export const CLOCKS_MS = 2_000;

/**
 * How many requests may be under way at once, each in a slot of its own. An ERP that counts by the second has no more slots than requests in a
 * second: each slot then keeps a pace of its own, which takes one clock only.
 */
export const slotCount = ({ concurrency, perSecond = Infinity }: BudgetLimits): number =>
  Math.max(1, Math.min(concurrency, Math.floor(perSecond)));

/** How many of them one purpose may have: the last one is always the other's, where there are two. */
export const slotsFor = (limits: BudgetLimits): number => Math.max(1, slotCount(limits) - 1);

const TURN_MS = 5_000;
const ONLY_TURN_MS = 2_000;

/** After how long a worker lets others have its slots; sooner where there is one for all, but not before its own pace. */
export const turnOf = (limits: BudgetLimits): number =>
  slotCount(limits) === 1 ? Math.max(ONLY_TURN_MS, 2 * paceOf(limits, 0)) : TURN_MS;

/** Milliseconds between two requests of a slot; the paces of all slots come to the rate exactly. One more, because clocks tell whole ones. */
export function paceOf(limits: BudgetLimits, slot: number): number {
  const { perSecond } = limits;
  if (perSecond === undefined) return 0;
  if (perSecond < 1) return Math.ceil(1_000 / perSecond) + 1;
  const slots = slotCount(limits);
  const whole = Math.floor(perSecond);
  const ofSlot = Math.floor(whole / slots) + (slot < whole % slots ? 1 : 0);
  return Math.ceil(1_000 / ofSlot) + 1;
}
