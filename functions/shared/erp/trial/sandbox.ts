import * as z from 'zod';
import { entitySchema } from '../../../../domain/canonical/change.ts';
import { fieldProblemSchema, trialResultSchema } from './trial-result.ts';

/** What may be sent in one request, as JSON; a synchronous call of a function takes 6 MB. */
export const MAX_TRIAL_BYTES = 5_000_000;

const textByName = z.record(z.string(), z.string());

/** One body to try; of `key` only the caller knows what it means. */
const trialItemSchema = z.strictObject({
  key: z.string().min(1).max(200),
  /** The exact bytes, base64. */
  body: z.base64(),
  /** Names in lower case. */
  headers: textByName.optional(),
  query: textByName.optional(),
  path: z.string().optional(),
  method: z.string().optional(),
  /** The body is a record, or a page of records, as fetched from the ERP. */
  as: entitySchema.optional(),
  resource: z.string().optional(),
  settings: textByName.optional(),
  /** Positions of entries that the door refused; they are left out. */
  refusedEntries: z.array(z.int().min(0)).optional(),
  externalCompany: z.string().optional(),
});
export type TrialItem = z.infer<typeof trialItemSchema>;

/** A connector as its author wrote it, and bodies to try it with. Holds no secret: authenticity is judged elsewhere, by shipped code. */
export const trialInputSchema = z.strictObject({
  connector: z.strictObject({
    /** `connector.json`, parsed but not yet believed. */
    manifest: z.unknown(),
    /** Sources by file name. */
    mappings: z.record(z.string().max(200), z.string().max(1_000_000)),
  }),
  items: z
    .array(trialItemSchema)
    .max(1_000)
    .refine((items) => new Set(items.map(({ key }) => key)).size === items.length, 'keys appear twice'),
});
export type TrialInput = z.infer<typeof trialInputSchema>;

/** How an item ended that came to no result. The mapping is at fault, never the caller. */
const trialFailureSchema = z.object({
  code: z.enum(['too-slow', 'too-much-memory', 'too-large', 'crashed', 'not-tried']),
  /** A sentence for the author of the mapping. */
  reason: z.string(),
});
export type TrialFailure = z.infer<typeof trialFailureSchema>;

export const trialOutcomeSchema = z.union([
  z.object({ key: z.string(), result: trialResultSchema }),
  z.object({ key: z.string(), failure: trialFailureSchema }),
]);
export type TrialOutcome = z.infer<typeof trialOutcomeSchema>;

/** `tried` has one outcome for each item, in their order. */
export const trialOutputSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('manifest-invalid'), problems: z.array(fieldProblemSchema) }),
  z.object({ outcome: z.literal('tried'), items: z.array(trialOutcomeSchema) }),
]);
export type TrialOutput = z.infer<typeof trialOutputSchema>;

/**
 * Where mappings are tried that did not ship with the deployment. They run where they can hurt nobody: whatever they do, `run` answers,
 * and with items that are not to blame as if they had been alone.
 */
export interface MappingSandbox {
  run(input: TrialInput): Promise<TrialOutput>;
}
