import * as z from 'zod';
import { applyDifferences, applyInputSchema } from './apply-differences.ts';
import type { ComparisonPorts } from './comparison-run.ts';
import { decideDifferences, decideInputSchema } from './decide-differences.ts';
import { listInputSchema, listKeys } from './list-keys.ts';
import { noteComparison, noteInputSchema } from './note-comparison.ts';

/** The steps of a comparison; the state machine says which follows which. */
export const comparisonStepSchema = z.discriminatedUnion('step', [
  listInputSchema,
  decideInputSchema,
  applyInputSchema,
  noteInputSchema,
]);
export type ComparisonStep = z.infer<typeof comparisonStepSchema>;

export function compareKeys(ports: ComparisonPorts, step: ComparisonStep): Promise<object> {
  switch (step.step) {
    case 'list':
      return listKeys(ports, step);
    case 'decide':
      return decideDifferences(ports, step);
    case 'apply':
      return applyDifferences(ports, step);
    case 'note':
      return noteComparison(ports, step);
  }
}
