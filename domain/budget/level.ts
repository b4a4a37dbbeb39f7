import type { CountedRate, Lease, Level } from './budget-use.ts';
import { CLOCKS_MS, type Purpose } from './limits.ts';

const WINDOWS: Readonly<Record<CountedRate, number>> = { perFiveMinutes: 300_000, perDay: 86_400_000 };

/** Halves of less would hold no whole request. */
const DIVIDED_FROM = 10;

export interface LevelRule {
  /** The most that lies ready for each purpose. */
  readonly sizes: Readonly<Record<Purpose, number>>;
  /** What flows in each millisecond, for both together. */
  readonly perMs: number;
}

/**
 * A fifth may come at once, half of it for each purpose: enough for a burst of orders, and most is left to flow. In a window fit at most what lay ready and what flows in meanwhile, on clocks that are apart;
 * together less than one more than allowed: `size + (count + 1 − size)`, not reached.
 */
export function levelRule(rate: CountedRate, count: number): LevelRule {
  const size = count < DIVIDED_FROM ? 1 : Math.max(2, Math.floor(count / 5));
  const sizes = { read: Math.floor(size / 2), write: Math.ceil(size / 2) };
  return { sizes, perMs: (count + 1 - size) / (WINDOWS[rate] + CLOCKS_MS) };
}

/** Where nothing is divided, all draw from one. */
export const laneOf = ({ sizes }: LevelRule, purpose: Purpose): Purpose =>
  sizes.read === 0 ? 'write' : purpose;

export const fullLevel = ({ sizes }: LevelRule, at: number): Level => ({ ...sizes, at });

/**
 * What flowed in until `to`: half for each purpose, and what one has no room for goes to the other. What is at work takes up room as if it were still
 * there: it may be used or given back at any moment. A clock that is behind adds nothing.
 */
export function refilled(
  level: Level,
  rule: LevelRule,
  { to, leases }: { readonly to: number; readonly leases: readonly Lease[] },
): Level {
  const half = (Math.max(0, to - level.at) * rule.perMs) / 2;
  const before = (lane: Purpose) => Math.min(level[lane], rule.sizes[lane]);
  const roomFor = (lane: Purpose) =>
    Math.max(0, rule.sizes[lane] - before(lane) - atWork(rule, lane, leases));
  const room = { read: roomFor('read'), write: roomFor('write') };
  const left = (lane: Purpose) => Math.max(0, half - room[lane]);
  return {
    read: before('read') + Math.min(room.read, half + left('write')),
    write: before('write') + Math.min(room.write, half + left('read')),
    at: Math.max(level.at, to),
  };
}

const atWork = (rule: LevelRule, lane: Purpose, leases: readonly Lease[]): number =>
  leases
    .filter(({ purpose }) => laneOf(rule, purpose) === lane)
    .reduce((sum, { requests }) => sum + requests, 0);
