import * as z from 'zod';
import { trialResultSchema } from '../../functions/shared/erp/trial/trial-result.ts';
import type { TrialOutput } from '../../functions/shared/erp/trial/sandbox.ts';
import type { TrialResult } from '../../functions/shared/erp/trial/try-payload.ts';

const differenceSchema = z.object({
  entity: z.string(),
  externalId: z.string(),
  recordId: z.string().optional(),
  state: z.string(),
  outcome: z.string(),
  reason: z.string().optional(),
  fields: z.array(
    z.object({ field: z.string(), stored: z.unknown().optional(), mapped: z.unknown().optional() }),
  ),
});

/** What the Admin API answers to a trial. */
export const trialAnswerSchema = trialResultSchema.extend({
  authentic: z.boolean().nullable(),
  reason: z.string().optional(),
  differences: z.array(differenceSchema),
});
type TrialAnswer = z.infer<typeof trialAnswerSchema>;

/** A trial on this machine or, with what is stored, on a connection. */
export type ShownTrial = Omit<TrialResult, 'changes' | 'reason'> &
  Partial<Pick<TrialAnswer, 'differences'>> & {
    readonly changes: readonly Pick<TrialAnswer['changes'][number], 'entity' | 'externalId' | 'change'>[];
    readonly reason?: string | undefined;
  };

export const nothingShown: ShownTrial = {
  ...{ authentic: null, changes: [], requests: [], records: [], canonical: [] },
  ...{ ignored: [], refused: [], forPeople: [], problems: [] },
};

/** What a sandbox made of the one body it was given. */
export function trialIn(output: TrialOutput): ShownTrial {
  if (output.outcome === 'manifest-invalid') return { ...nothingShown, problems: output.problems };
  const [item] = output.items;
  if (item && 'result' in item) return item.result;
  return {
    ...nothingShown,
    problems: [{ field: '(mapping)', reason: item?.failure.reason ?? 'was not tried' }],
  };
}
