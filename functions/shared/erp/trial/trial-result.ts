import * as z from 'zod';
import { entitySchema } from '../../../../domain/canonical/change.ts';

export const fieldProblemSchema = z.object({ field: z.string(), reason: z.string() });

const announcedSchema = z.looseObject({
  entity: entitySchema,
  externalId: z.string().nullable(),
  change: z.enum(['created', 'updated', 'deleted', 'collection']),
});

/** A `TrialResult` as it comes back from a sandbox: of another process, so believed in its form only. */
export const trialResultSchema = z.object({
  authentic: z.null(),
  changes: z.array(announcedSchema),
  canonical: z.array(z.looseObject({})),
  ignored: z.array(z.object({ index: z.number(), reason: z.string() })),
  refused: z.array(z.object({ index: z.number(), reason: z.literal('secret') })),
  problems: z.array(fieldProblemSchema),
});
