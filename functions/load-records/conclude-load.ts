import * as z from 'zod';
import type { Entity } from '../../domain/canonical/change.ts';
import { pulledName } from '../../domain/catch-up/pull-again.ts';
import { nextWatermark } from '../../domain/catch-up/pull-window.ts';
import { explainResult } from '../../domain/first-load/explain-result.ts';
import { inLoadOrder, type FirstLoad, type LoadResult } from '../../domain/first-load/first-load.ts';
import type { Connection } from '../../domain/records/connection.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { noteProgress } from '../shared/store/connection-progress.ts';
import { putFirstLoad } from '../shared/store/first-loads.ts';
import { listKnownKeys } from '../shared/store/known-keys.ts';
import { loadShape, noteSign, readableConnection, requireLoad } from './running-load.ts';

export const concludeInputSchema = z.object({ step: z.literal('conclude'), ...loadShape });
export type ConcludeInput = z.infer<typeof concludeInputSchema>;

/** Counts both sides, says why they differ, and lets the catch-up go on from where the load began. */
export async function concludeLoad(
  ports: IngestionPorts,
  input: ConcludeInput,
): Promise<{ state: FirstLoad['state'] }> {
  const load = await requireLoad(ports, input);
  const connection = await readableConnection(ports, load);
  if (!load.dryRun) await moveWatermarks(ports, connection, load);
  const results: LoadResult[] = [];
  for (const entity of inLoadOrder(load.parts.map((part) => part.entity)))
    results.push(await resultOf(ports, { connection, load, entity }));
  const endedAt = new Date(ports.now()).toISOString();
  const done = { ...load, state: 'done' as const, results, endedAt, updatedAt: endedAt };
  await putFirstLoad(ports.store, { ...done, version: load.version + 1 });
  await noteSign(ports, load, 'done');
  return { state: 'done' };
}

interface EntityOfLoad {
  readonly connection: Connection;
  readonly load: FirstLoad;
  readonly entity: Entity;
}

async function resultOf(
  ports: IngestionPorts,
  { connection, load, entity }: EntityOfLoad,
): Promise<LoadResult> {
  const parts = load.parts.filter((part) => part.entity === entity);
  const stated = await Promise.all(parts.map(({ resource }) => ports.erp.statedCount(connection, resource)));
  const { company, connectionId } = connection;
  const createdBefore = new Date(ports.now()).toISOString();
  const stored = await listKnownKeys(ports.store, { company, connectionId, entity, createdBefore });
  return explainResult({ entity, parts, stated: sumOfAll(stated), stored: stored.size });
}

/** Undefined unless every record type of the entity states its count. */
const sumOfAll = (counts: readonly (number | undefined)[]): number | undefined =>
  counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), 0);

/** Of all that is pulled: what only tells of another record type's records was read with them. */
async function moveWatermarks(ports: IngestionPorts, connection: Connection, load: FirstLoad): Promise<void> {
  const loaded = inLoadOrder(load.parts.map(({ entity }) => entity)).flatMap((entity) =>
    ports.erp.pulledResources(connection, entity).map((resource) => ({ entity, resource })),
  );
  await noteProgress(ports.store, connection.connectionId, ({ watermarks, ...progress }) => ({
    ...progress,
    watermarks: {
      ...watermarks,
      ...Object.fromEntries(loaded.flatMap((pulled) => watermarkOf(load, pulled, watermarks))),
    },
  }));
}

/** What may have been missed is found by the catch-up, which then starts where it would have without the load. */
function watermarkOf(
  { parts, startedAt }: FirstLoad,
  pulled: { readonly entity: Entity; readonly resource: string },
  watermarks: Readonly<Record<string, string>>,
): [string, string][] {
  const part = parts.find(({ entity, resource }) => `${entity}/${resource}` === pulledName(pulled));
  if (part?.isRestless) return [];
  const before = watermarks[pulledName(pulled)];
  const newest = part?.reading?.newest ?? undefined;
  return [[pulledName(pulled), nextWatermark({ before, newest, runStartedAt: startedAt })]];
}
