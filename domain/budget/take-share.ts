import * as z from 'zod';

/** What an ERP allows all of us together; a missing rate means that it states none. */
export interface BudgetLimits {
  readonly concurrency: number;
  readonly perSecond?: number | undefined;
  readonly perFiveMinutes?: number | undefined;
  readonly perDay?: number | undefined;
}

const WINDOWS = { perSecond: 1_000, perFiveMinutes: 300_000, perDay: 86_400_000 } as const;
type Rate = keyof typeof WINDOWS;
const RATES: readonly Rate[] = ['perSecond', 'perFiveMinutes', 'perDay'];

const bucketSchema = z.object({ left: z.number(), at: z.number() });

/** What was taken so far: a bucket per rate, and who is at work until when at the latest. */
export const budgetUseSchema = z.object({
  buckets: z.partialRecord(z.enum(['perSecond', 'perFiveMinutes', 'perDay']), bucketSchema),
  leases: z.record(z.string(), z.number()),
});
export type BudgetUse = z.infer<typeof budgetUseSchema>;

export const unusedBudget: BudgetUse = { buckets: {}, leases: {} };

/** Longer than any request takes: whoever holds a share beyond it is gone. */
export const LEASE_MS = 180_000;

/** How soon to ask again where all shares are at work; one usually ends sooner than its lease. */
const BUSY_MS = 500;

export interface Ask {
  readonly limits: BudgetLimits;
  readonly leaseId: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export type Taken = { readonly use: BudgetUse } | { readonly waitUntil: number };

/**
 * Takes one share, or says when there may be one. No window of a rate's length ever holds more requests than its limit: a tenth may come at once, and the
 * bucket refills so that burst and refill together stay within it.
 */
export function takeShare(before: BudgetUse, { limits, leaseId, now }: Ask): Taken {
  const held = Object.entries(before.leases).filter(([, until]) => until > now);
  if (held.length >= limits.concurrency) {
    const first = Math.min(...held.map(([, until]) => until));
    return { waitUntil: Math.min(first, now + BUSY_MS) };
  }
  const buckets: BudgetUse['buckets'] = {};
  let waitUntil = now;
  for (const rate of RATES) {
    const count = limits[rate];
    if (count === undefined) continue;
    const rule = ruleOf(count, WINDOWS[rate]);
    const left = refilled(before.buckets[rate], rule, now);
    if (left < 1) waitUntil = Math.max(waitUntil, now + Math.ceil((1 - left) / rule.refill));
    buckets[rate] = { left: left - 1, at: Math.max(now, before.buckets[rate]?.at ?? now) };
  }
  if (waitUntil > now) return { waitUntil };
  return { use: { buckets, leases: { ...Object.fromEntries(held), [leaseId]: now + LEASE_MS } } };
}

/** The share of whoever is done. */
export const giveBack = (before: BudgetUse, leaseId: string): BudgetUse => ({
  ...before,
  leases: Object.fromEntries(Object.entries(before.leases).filter(([id]) => id !== leaseId)),
});

interface Rule {
  readonly size: number;
  /** Per millisecond. */
  readonly refill: number;
}

/** In a window fit at most the burst and what flows in meanwhile, less the last drop: `size + (count + 1 − size)`, not reached. */
function ruleOf(count: number, windowMs: number): Rule {
  const whole = Math.max(1, Math.floor(count));
  const window = count < 1 ? windowMs / count : windowMs;
  const size = Math.max(1, Math.floor(whole / 10));
  return { size, refill: (whole + 1 - size) / window };
}

/** A clock that is behind refills nothing. */
const refilled = (bucket: BudgetUse['buckets'][Rate], { size, refill }: Rule, now: number): number =>
  bucket ? Math.min(size, bucket.left + Math.max(0, now - bucket.at) * refill) : size;
