import * as z from 'zod';
import { entitySchema } from '../../../../domain/canonical/change.ts';

export const fieldProblemSchema = z.object({ field: z.string(), reason: z.string() });

const announcedSchema = z.looseObject({
  entity: entitySchema,
  externalId: z.string().nullable(),
  change: z.enum(['created', 'updated', 'deleted', 'collection']),
});

const requestSchema = z.object({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown().optional(),
});

const recordSchema = z.object({
  entity: entitySchema,
  resource: z.string().optional(),
  externalId: z.string().nullable(),
  change: z.int().min(0).optional(),
  outcome: z.enum(['mapped', 'deleted', 'named', 'ignored', 'failed']),
  canonical: z.int().min(0).optional(),
  payload: z.enum(['complete', 'partial']).optional(),
  tolerance: z.string().optional(),
  reason: z.string().optional(),
  problems: z.array(fieldProblemSchema).readonly().optional(),
});

/** A `TrialResult` as it comes back from a sandbox: of another process, so believed in its form only. */
export const trialResultSchema = z.object({
  authentic: z.null(),
  changes: z.array(announcedSchema),
  requests: z.array(requestSchema),
  records: z.array(recordSchema),
  canonical: z.array(z.looseObject({})),
  ignored: z.array(z.object({ index: z.number(), reason: z.string() })),
  refused: z.array(z.object({ index: z.number(), reason: z.literal('secret') })),
  forPeople: z.array(z.object({ index: z.number(), reason: z.string() })),
  problems: z.array(fieldProblemSchema),
});
