import * as z from 'zod';
import { entitySchema } from '../../domain/canonical/change.ts';
import { instantSchema } from '../../domain/canonical/values.ts';
import { earlierOf, pulledName, withoutGranted } from '../../domain/catch-up/pull-again.ts';
import { nextWatermark, pullSince } from '../../domain/catch-up/pull-window.ts';
import { addCounts, outcomeCountsSchema, type OutcomeCounts } from '../../domain/records/delivery.ts';
import { connectionIdSchema } from '../../domain/records/record-parts.ts';
import type { Connection } from '../../domain/records/connection.ts';
import { applyOwnDelivery } from '../shared/ingestion/apply-own-delivery.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { getProgress, noteProgress } from '../shared/store/connection-progress.ts';

/** One page of one record type; all but the first three are handed on from page to page. */
export const pullInputSchema = z.object({
  connectionId: connectionIdSchema,
  entity: entitySchema,
  runStartedAt: instantSchema,
  resource: z.string().nullish(),
  cursor: z.string().nullish(),
  newest: instantSchema.nullish(),
  /** Where the pull of this record type started, whatever is noted meanwhile. */
  since: instantSchema.nullish(),
  /** The delivery whose wish to read again it grants. */
  grants: z.string().nullish(),
  counts: outcomeCountsSchema.optional(),
});
export type PullInput = z.infer<typeof pullInputSchema>;

export interface PullOutput {
  readonly done: boolean;
  readonly resource: string | null;
  readonly cursor: string | null;
  readonly newest: string | null;
  readonly since: string | null;
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
  const page = await pullPage(ports, connection, { ...input, ...start, resource });
  if (page.cursor !== undefined) return { done: false, resource, ...start, ...page, cursor: page.cursor };
  await moveWatermark(ports, { ...input, ...start, resource, newest: page.newest });
  const next = resources[resources.indexOf(resource) + 1];
  return next === undefined ? finished(page.counts) : nextResource(next, page.counts);
}

/** Members are named even when empty: they replace those of the page before. */
const nothingHandedOn = { resource: null, cursor: null, newest: null, since: null, grants: null };

const finished = (counts: OutcomeCounts): PullOutput => ({ ...nothingHandedOn, done: true, counts });

const nextResource = (resource: string, counts: OutcomeCounts): PullOutput => ({
  ...nothingHandedOn,
  ...{ done: false, resource, counts },
});

type Resource = PullInput & { readonly resource: string };
interface Start {
  readonly since: string;
  readonly grants: string | null;
}
type Page = Resource & Start;

/** Decided with the first page: another start in the middle would shift the pages that are still to come. */
async function startOf(ports: IngestionPorts, connection: Connection, input: Resource): Promise<Start> {
  if (input.since) return { since: input.since, grants: input.grants ?? null };
  const { watermarks, pullAgain = {} } = await getProgress(ports.store, input.connectionId);
  const name = pulledName(input);
  const since = pullSince(watermarks[name], connection.catchUp.overlapSeconds);
  return {
    since: earlierOf(since, pullAgain[name]?.since),
    grants: pullAgain[name]?.deliveryId ?? null,
  };
}

async function pullPage(ports: IngestionPorts, connection: Connection, input: Page) {
  const { entity, resource, runStartedAt, since } = input;
  const cursor = input.cursor ?? undefined;
  const page = await ports.erp.pull(connection, { entity, resource, since, cursor });
  const counts = await applyOwnDelivery(ports, {
    ...{ connection, channel: 'pull', entity, resource, startedAt: runStartedAt },
    name: [resource, cursor ?? ''].join('\n'),
    entries: page.payloads,
  });
  return {
    cursor: page.cursor,
    newest: later(input.newest, page.newest),
    counts: addCounts(input.counts ?? {}, counts),
  };
}

const moveWatermark = (ports: IngestionPorts, input: Page): Promise<void> =>
  noteProgress(ports.store, input.connectionId, (progress) => {
    const name = pulledName(input);
    const { newest, runStartedAt, grants } = input;
    const watermark = nextWatermark({
      before: progress.watermarks[name],
      newest: newest ?? undefined,
      runStartedAt,
    });
    return {
      ...progress,
      watermarks: { ...progress.watermarks, [name]: watermark },
      pullAgain: { ...withoutGranted(progress.pullAgain, name, grants ?? undefined) },
    };
  });

const isFirstOfRun = ({ entity, resource, cursor }: PullInput): boolean =>
  entity === entitySchema.options[0] && !resource && !cursor;

const noteStart = (ports: IngestionPorts, { connectionId, runStartedAt }: PullInput): Promise<void> =>
  noteProgress(ports.store, connectionId, (progress) => ({
    ...progress,
    lastCatchUp: { startedAt: runStartedAt, outcome: 'running' },
  }));

function later(a: string | null | undefined, b: string | undefined): string | null {
  if (!a || !b) return a ?? b ?? null;
  return Date.parse(a) >= Date.parse(b) ? a : b;
}
