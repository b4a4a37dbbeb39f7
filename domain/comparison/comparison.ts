import * as z from 'zod';
import { instantSchema } from '../canonical/values.ts';
import { outcomeCountsSchema } from '../records/delivery.ts';

/** Records that come as a whole catalogue; documents are never missing because a list lacks them. */
export const comparedEntitySchema = z.enum(['debtor', 'product']);
export type ComparedEntity = z.infer<typeof comparedEntitySchema>;

/** What a full list of the ERP says beside what we know: counts of both sides, and why it is no full list, if so (P-4). */
export const verdictSchema = z.object({
  /** How many the ERP says it has; missing where it does not say. */
  stated: z.int().nonnegative().optional(),
  listed: z.int().nonnegative(),
  known: z.int().nonnegative(),
  missing: z.int().nonnegative(),
  lacking: z.int().nonnegative(),
  /** The first of the missing, by the ERP's id. */
  missingExamples: z.array(z.string()).max(20),
  refusal: z.string().max(2_000).optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/**
 * The last comparison of an entity of a connection. `previewed` and `refused` changed nothing; `reason` says in words why it was or
 * would be refused, or stopped. `counts` are what its differences came to.
 */
export const comparisonSchema = z.object({
  startedAt: instantSchema,
  endedAt: instantSchema.optional(),
  preview: z.boolean(),
  outcome: z.enum(['running', 'previewed', 'done', 'refused', 'stopped']),
  reason: z.string().max(2_000).optional(),
  verdict: verdictSchema.omit({ refusal: true }).optional(),
  counts: outcomeCountsSchema.optional(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** How a comparison ended; `stopped` is in words why it did not come to its end. */
export interface ComparisonEnd {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly preview: boolean;
  readonly verdict?: Verdict | undefined;
  readonly counts?: Comparison['counts'];
  readonly stopped?: string | undefined;
}

export function concludeComparison({ verdict, stopped, ...end }: ComparisonEnd): Comparison {
  const { refusal, ...counted } = verdict ?? {};
  const reason = (stopped ?? refusal)?.slice(0, 2_000);
  return {
    ...end,
    outcome: outcomeOf(end, { refusal, stopped }),
    ...(reason === undefined ? {} : { reason }),
    ...(verdict && { verdict: verdictSchema.omit({ refusal: true }).parse(counted) }),
  };
}

function outcomeOf(
  { preview }: Pick<ComparisonEnd, 'preview'>,
  { refusal, stopped }: { refusal: string | undefined; stopped: string | undefined },
): Comparison['outcome'] {
  if (stopped !== undefined) return 'stopped';
  if (preview) return 'previewed';
  return refusal === undefined ? 'done' : 'refused';
}
