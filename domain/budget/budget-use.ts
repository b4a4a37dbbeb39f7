import * as z from 'zod';

/** What a worker holds until it gives it back: slots, and requests that it has not yet said it did without. */
const leaseSchema = z.object({
  purpose: z.enum(['read', 'write']),
  slots: z.array(z.int().nonnegative()),
  /** Zero where the ERP counts none. */
  requests: z.int().nonnegative(),
  /** Epoch milliseconds by which its last request has ended, whatever became of the worker. */
  until: z.number(),
});
export type Lease = z.infer<typeof leaseSchema>;

/** What is left of a rate for each purpose, and up to when it was filled. */
const levelSchema = z.object({ read: z.number(), write: z.number(), at: z.number() });
export type Level = z.infer<typeof levelSchema>;

const rateSchema = z.enum(['perFiveMinutes', 'perDay']);
/** Rates that are counted. Those by the second are kept by pace. */
export type CountedRate = z.infer<typeof rateSchema>;
export const countedRates: readonly CountedRate[] = rateSchema.options;

/** What is known of the use of one credential. */
export const budgetUseSchema = z.object({
  levels: z.partialRecord(rateSchema, levelSchema),
  leases: z.record(z.string(), leaseSchema),
  /** When each slot was last given back. */
  freed: z.array(z.number().nullable()),
  /** The ERP wants no request before. */
  closedUntil: z.number().optional(),
  /** In its words. */
  closedBecause: z.string().optional(),
});
export type BudgetUse = z.infer<typeof budgetUseSchema>;

export const unusedBudget: BudgetUse = { levels: {}, leases: {}, freed: [] };
