import * as z from 'zod';
import { instantSchema } from '../canonical/values.ts';
import { advance } from './advance.ts';
import { countedRates, type BudgetUse, type CountedRate } from './budget-use.ts';
import { levelRule, laneOf } from './level.ts';
import { slotCount, type BudgetLimits } from './limits.ts';

const leftSchema = z.object({
  allowed: z.int().meta({ description: 'Requests in a window of this length.' }),
  read: z.int().meta({ description: 'Requests that lie ready for reading.' }),
  write: z.int().meta({ description: 'Requests that lie ready for hand-overs.' }),
});

/** How much of an ERP's limits is used at a moment, as people want to see it. */
export const budgetStateSchema = z.object({
  slots: z.int().meta({ description: 'How many requests may be under way at once.' }),
  inUse: z.int().meta({ description: 'How many of them are taken.' }),
  closedUntil: instantSchema.optional().meta({ description: 'The ERP wants no request before.' }),
  closedBecause: z.string().optional().meta({ description: 'In its words.' }),
  left: z.partialRecord(z.enum(['perFiveMinutes', 'perDay']), leftSchema),
});
export type BudgetState = z.infer<typeof budgetStateSchema>;

/** A fifth of a rate lies ready at most; the rest flows in over its window. */
export function budgetState(before: BudgetUse, limits: BudgetLimits, now: number): BudgetState {
  const use = advance(before, limits, now);
  const { closedUntil = 0, closedBecause } = use;
  const left = countedRates.flatMap((rate) => leftOf(use, limits, rate));
  return {
    slots: slotCount(limits),
    inUse: Object.values(use.leases).reduce((sum, { slots }) => sum + slots.length, 0),
    ...(closedUntil > now && { closedUntil: new Date(closedUntil).toISOString(), closedBecause }),
    left: Object.fromEntries(left),
  };
}

function leftOf({ levels }: BudgetUse, limits: BudgetLimits, rate: CountedRate) {
  const [allowed, level] = [limits[rate], levels[rate]];
  if (allowed === undefined || level === undefined) return [];
  const rule = levelRule(rate, allowed);
  const ready = (purpose: 'read' | 'write') => Math.max(0, Math.floor(level[laneOf(rule, purpose)]));
  return [[rate, { allowed, read: ready('read'), write: ready('write') }] as const];
}
