import * as z from 'zod';
import { concludeComparison, verdictSchema, type Comparison } from '../../domain/comparison/comparison.ts';
import { outcomeCountsSchema } from '../../domain/records/delivery.ts';
import { caughtErrorSchema, reasonOfFailure } from '../shared/platform/reason-of-failure.ts';
import { noteOn, runShape, type ComparisonPorts } from './comparison-run.ts';

export const noteInputSchema = z.object({
  step: z.literal('note'),
  ...runShape,
  verdict: verdictSchema.optional(),
  counts: outcomeCountsSchema.optional(),
  stopped: caughtErrorSchema.optional(),
});
export type NoteInput = z.infer<typeof noteInputSchema>;

/** Notes on the connection what a comparison came to. One that was meant to change something and did not is counted for the operator. */
export async function noteComparison(ports: ComparisonPorts, input: NoteInput): Promise<Comparison> {
  const { startedAt, preview, verdict, counts, stopped } = input;
  const comparison = concludeComparison({
    ...{ startedAt, preview, verdict },
    ...(counts && { counts }),
    endedAt: new Date(ports.now()).toISOString(),
    stopped: stopped && reasonOfFailure(stopped),
  });
  await noteOn(ports, input, comparison);
  const hasFailed = comparison.outcome === 'refused' || comparison.outcome === 'stopped';
  if (hasFailed && !preview) ports.counts.count('comparison-without-effect');
  return comparison;
}
