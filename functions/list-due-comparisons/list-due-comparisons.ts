import * as z from 'zod';
import { comparisonName, isComparisonDue } from '../../domain/comparison/comparison-due.ts';
import type { ComparedEntity } from '../../domain/comparison/comparison.ts';
import type { Connection } from '../../domain/records/connection.ts';
import { getProgress } from '../shared/store/connection-progress.ts';
import { listAllConnections } from '../shared/store/connections.ts';
import { everyPage } from '../shared/store/every-row.ts';
import type { Store } from '../shared/store/store.ts';

/** How often a connection is compared is the schedule's to say; which ones that means today is decided here. */
export const dueInputSchema = z.object({ everyDays: z.int().min(1).max(365) });
export type DueInput = z.infer<typeof dueInputSchema>;

export interface DuePorts {
  readonly store: Store;
  readonly now: () => number;
  /** The entities of which its connector can list all records. */
  readonly compared: (connection: Connection) => readonly ComparedEntity[];
}

export interface DueComparison {
  readonly connectionId: string;
  readonly entity: ComparedEntity;
  /** The name of the run: two starters of the same run make one. */
  readonly runName: string;
}

/** What active connections have not compared for the given time and do not compare now. */
export async function listDueComparisons(
  ports: DuePorts,
  { everyDays }: DueInput,
): Promise<{ comparisons: DueComparison[] }> {
  const rhythm = { everyDays, nowMs: ports.now() };
  const comparisons: DueComparison[] = [];
  for await (const connections of everyPage((page) => listAllConnections(ports.store, page))) {
    const due = await Promise.all(connections.map((connection) => dueOf(ports, connection, rhythm)));
    comparisons.push(...due.flat());
  }
  return { comparisons };
}

async function dueOf(
  { store, compared }: DuePorts,
  connection: Connection,
  rhythm: Parameters<typeof isComparisonDue>[2],
): Promise<DueComparison[]> {
  const entities = connection.state === 'active' ? compared(connection) : [];
  if (entities.length === 0) return [];
  const { connectionId } = connection;
  const progress = await getProgress(store, connectionId);
  return entities
    .filter((entity) => isComparisonDue({ connection, progress }, entity, rhythm))
    .map((entity) => ({
      ...{ connectionId, entity },
      runName: comparisonName(connectionId, entity, rhythm.nowMs),
    }));
}
