import * as z from 'zod';
import { fieldProblemSchema } from '../trial/trial-result.ts';
import { trialOutcomeSchema, type TrialInput, type TrialItem, type TrialOutcome } from '../trial/sandbox.ts';
import type { FieldProblem } from '../../../../domain/errors.ts';
import type { IsolationLimits } from './limits.ts';

/** What the process gets, as one line; its input stays open, and when it closes, nobody waits any more. */
export interface Assignment {
  readonly input: TrialInput;
  readonly limits: IsolationLimits;
}

/** What the process says, line by line. `begun` comes before an item is touched, so that its death names the culprit. */
export const sayingSchema = z.union([
  z.object({ begun: z.string() }),
  z.object({ outcome: trialOutcomeSchema }),
  z.object({ unusable: z.array(fieldProblemSchema) }),
]);
export type Saying = z.infer<typeof sayingSchema>;

/** Supervisor to evaluating thread. */
export type Request = { readonly open: TrialInput['connector'] } | { readonly item: TrialItem };

/** Evaluating thread to supervisor: one answer to each request, and `loaded` before the first. */
export type Answer =
  | { readonly loaded: true }
  | { readonly opened: readonly FieldProblem[] }
  | { readonly outcome: TrialOutcome };
