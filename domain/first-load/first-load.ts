import * as z from 'zod';
import { entitySchema, type Entity } from '../canonical/change.ts';
import { instantSchema } from '../canonical/values.ts';
import { readingSchema } from '../catch-up/reading.ts';
import { outcomeCountsSchema } from '../records/delivery.ts';
import { companySchema, connectionIdSchema } from '../records/record-parts.ts';

export const firstLoadIdSchema = z.string().regex(/^[0-9a-f-]{8,60}$/);
export const firstLoadStateSchema = z.enum(['running', 'done', 'stopped']);

/** What a dry run finds that would become of the records. */
export const forecastSchema = z.object({
  new: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
  ignored: z.int().nonnegative(),
  parked: z.int().nonnegative(),
});
export type Forecast = z.infer<typeof forecastSchema>;

/** One record type of the ERP. `reading` is the checkpoint: it stands behind the last page that was applied. */
export const loadPartSchema = z.object({
  entity: entitySchema,
  resource: z.string(),
  state: z.enum(['waiting', 'reading', 'read']),
  reading: readingSchema.optional(),
  /** Pages applied, those of repeated rounds too. */
  pages: z.int().nonnegative(),
  /** Rows of the round that counts. */
  read: z.int().nonnegative(),
  counts: outcomeCountsSchema.optional(),
  forecast: forecastSchema.optional(),
  /** Records kept moving while it was read; see `readOn`. */
  isRestless: z.boolean().optional(),
});
export type LoadPart = z.infer<typeof loadPartSchema>;

/** A record that cannot be taken over as it is, in words. */
export const loadProblemSchema = z.object({
  entity: entitySchema,
  externalId: z.string(),
  reason: z.string().max(500),
});
export type LoadProblem = z.infer<typeof loadProblemSchema>;
export const MOST_PROBLEMS = 20;

/** Both sides of one entity at the end; `remarks` say in words why they differ. */
export const loadResultSchema = z.object({
  entity: entitySchema,
  /** How many the ERP says it has; missing where it does not say. */
  stated: z.int().nonnegative().optional(),
  read: z.int().nonnegative(),
  /** Live records of the connection that are kept here. */
  stored: z.int().nonnegative(),
  remarks: z.array(z.string()),
});
export type LoadResult = z.infer<typeof loadResultSchema>;

/** Everything an ERP has, read from the beginning. A dry run maps and compares it and keeps nothing. */
export const firstLoadSchema = z.object({
  company: companySchema,
  connectionId: connectionIdSchema,
  firstLoadId: firstLoadIdSchema,
  dryRun: z.boolean(),
  state: firstLoadStateSchema,
  /** Counts its starts: a load that stopped goes on with the next one. */
  attempt: z.int().positive(),
  startedAt: instantSchema,
  /** When the last page was done. */
  updatedAt: instantSchema,
  endedAt: instantSchema.optional(),
  reason: z.string().max(2_000).optional(),
  parts: z.array(loadPartSchema),
  problems: z.array(loadProblemSchema),
  results: z.array(loadResultSchema).optional(),
  version: z.int().positive(),
});
export type FirstLoad = z.infer<typeof firstLoadSchema>;

/** What a connection tells of its latest first load. `seenAt` is the last sign of life. */
export const firstLoadSignSchema = z.object({
  firstLoadId: firstLoadIdSchema,
  dryRun: z.boolean(),
  state: firstLoadStateSchema,
  startedAt: instantSchema,
  seenAt: instantSchema,
});
export type FirstLoadSign = z.infer<typeof firstLoadSignSchema>;

/** Longer than the state machine tries one step again and again. */
const LOST_AFTER_MS = 2 * 3_600_000;

/** One without a sign of life was killed; it may go on, or another one begin. */
export const isUnderWay = (sign: FirstLoadSign | undefined, nowMs: number): boolean =>
  sign?.state === 'running' && nowMs - Date.parse(sign.seenAt) < LOST_AFTER_MS;

/** The order of the entities: documents name debtors and products, which are there before them then. */
export const inLoadOrder = (entities: readonly Entity[]): Entity[] =>
  entitySchema.options.filter((entity) => entities.includes(entity));

export const partToLoad = ({ parts }: FirstLoad): LoadPart | undefined =>
  parts.find(({ state }) => state !== 'read');
