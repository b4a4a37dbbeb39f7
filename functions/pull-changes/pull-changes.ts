import * as z from 'zod';
import { entitySchema } from '../../domain/canonical/change.ts';
import { instantSchema } from '../../domain/canonical/values.ts';
import { earlierOf, pulledName, withoutGranted } from '../../domain/catch-up/pull-again.ts';
import { nextWatermark, pullSince } from '../../domain/catch-up/pull-window.ts';
import { beginReading, readingSchema, type Reading } from '../../domain/catch-up/reading.ts';
import { addCounts, outcomeCountsSchema, type OutcomeCounts } from '../../domain/records/delivery.ts';
import { connectionIdSchema } from '../../domain/records/record-parts.ts';
import type { Connection } from '../../domain/records/connection.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { applyPage } from '../shared/ingestion/read-page.ts';
import { getProgress, noteProgress } from '../shared/store/connection-progress.ts';

/** One page of one record type; all but the first three are handed on from page to page. */
export const pullInputSchema = z.object({
  connectionId: connectionIdSchema,
  entity: entitySchema,
  runStartedAt: instantSchema,
  resource: z.string().nullish(),
  reading: readingSchema.nullish(),
  /** The delivery whose wish to read again it grants. */
  grants: z.string().nullish(),
  counts: outcomeCountsSchema.optional(),
});
export type PullInput = z.infer<typeof pullInputSchema>;

export interface PullOutput {
  readonly done: boolean;
  readonly resource: string | null;
  readonly reading: Reading | null;
  readonly grants: string | null;
  readonly counts: OutcomeCounts;
}

/**
 * Fetches one page of changed records, archives it as a delivery and applies it. Record types of an entity follow one another; the
 * watermark of each moves only after its last page was applied.
 */
export async function pullChanges(ports: IngestionPorts, input: PullInput): Promise<PullOutput> {
  const connection = await ports.connections.find(input.connectionId);
  const resources = connection?.state === 'active' ? ports.erp.pulledResources(connection, input.entity) : [];
  const resource = input.resource ?? resources[0];
  if (!connection || resource === undefined) return finished(input.counts ?? {});
  if (isFirstOfRun(input)) await noteStart(ports, input);
  const start = await startOf(ports, connection, { ...input, resource });
  const { entity, runStartedAt: startedAt } = input;
  const page = await applyPage(ports, { connection, entity, resource, startedAt, reading: start.reading });
  const counts = addCounts(input.counts ?? {}, page.counts);
  if (page.end === undefined)
    return { done: false, resource, reading: page.reading, grants: start.grants, counts };
  // What may have been missed is only found by asking from the same time again.
  if (page.end === 'settled')
    await moveWatermark(ports, { ...input, resource, ...start, reading: page.reading });
  const next = resources[resources.indexOf(resource) + 1];
  return next === undefined ? finished(counts) : { ...nothingHandedOn, done: false, resource: next, counts };
}

/** Members are named even when empty: they replace those of the page before. */
const nothingHandedOn = { resource: null, reading: null, grants: null };

const finished = (counts: OutcomeCounts): PullOutput => ({ ...nothingHandedOn, done: true, counts });

type Resource = PullInput & { readonly resource: string };
interface Start {
  readonly reading: Reading;
  readonly grants: string | null;
}

async function startOf(ports: IngestionPorts, connection: Connection, input: Resource): Promise<Start> {
  const { reading, grants } = input;
  if (reading) return { reading, grants: grants ?? null };
  const { watermarks, pullAgain = {} } = await getProgress(ports.store, input.connectionId);
  const name = pulledName(input);
  const since = pullSince(watermarks[name], connection.catchUp.overlapSeconds);
  return {
    reading: beginReading(earlierOf(since, pullAgain[name]?.since), new Date(ports.now()).toISOString()),
    grants: pullAgain[name]?.deliveryId ?? null,
  };
}

const moveWatermark = (ports: IngestionPorts, input: Resource & Start): Promise<unknown> =>
  noteProgress(ports.store, input.connectionId, (progress) => {
    const name = pulledName(input);
    const { reading, runStartedAt, grants } = input;
    const watermark = nextWatermark({
      before: progress.watermarks[name],
      newest: reading.newest ?? undefined,
      runStartedAt,
    });
    return {
      ...progress,
      watermarks: { ...progress.watermarks, [name]: watermark },
      pullAgain: { ...withoutGranted(progress.pullAgain, name, grants ?? undefined) },
    };
  });

const isFirstOfRun = ({ entity, resource, reading }: PullInput): boolean =>
  entity === entitySchema.options[0] && !resource && !reading;

const noteStart = (ports: IngestionPorts, { connectionId, runStartedAt }: PullInput): Promise<unknown> =>
  noteProgress(ports.store, connectionId, (progress) => ({
    ...progress,
    lastCatchUp: { startedAt: runStartedAt, outcome: 'running' },
  }));
