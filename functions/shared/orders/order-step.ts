import * as z from 'zod';
import type { Refusal } from '../../../domain/refusal.ts';
import { companySchema, orderIdSchema } from '../../../domain/records/record-parts.ts';

/** What every step of a hand-over is called with. `actor` is the execution, for the ledger and the history. */
export const orderStepSchema = z.object({
  company: companySchema,
  orderId: orderIdSchema,
  actor: z.string().min(1).max(200),
});
export type OrderStep = z.infer<typeof orderStepSchema>;

/** How one step ended; the state machine knows only these. */
export type StepOutcome =
  | {
      readonly outcome: 'confirmed';
      readonly externalId?: string;
      readonly number?: string | null | undefined;
    }
  | { readonly outcome: 'wait'; readonly until: string }
  | ParkedStep;

/** The order waits for a person: why, in a sentence for whoever can mend it. */
export interface ParkedStep extends Refusal {
  readonly outcome: 'parked' | 'rejected';
}

export const parkedStep = ({ code, reason, field }: Refusal): ParkedStep => ({
  outcome: 'parked',
  code,
  reason,
  ...(field !== undefined && { field }),
});
