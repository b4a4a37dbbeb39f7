import type { Connection, ConnectionProgress } from '../../domain/records/connection.ts';
import { isCatchUpDue, runName } from '../../domain/catch-up/catch-up-due.ts';
import { getProgress } from '../shared/store/connection-progress.ts';
import { listAllConnections } from '../shared/store/connections.ts';
import { everyPage } from '../shared/store/every-row.ts';
import type { Store } from '../shared/store/store.ts';

export interface DuePorts {
  readonly store: Store;
  readonly now: () => number;
  /** Whether there is anything to ask its ERP for; some only send. */
  readonly pulls: (connection: Connection) => boolean;
}

export interface DueConnection {
  readonly connectionId: string;
  /** The name of the run: two starters of the same run make one. */
  readonly runName: string;
}

/** Active connections that can be pulled, whose interval has passed and that are not under way. */
export async function listDueConnections({
  store,
  now,
  pulls,
}: DuePorts): Promise<{ connections: DueConnection[] }> {
  const nowMs = now();
  const due: DueConnection[] = [];
  for await (const connections of everyPage((page) => listAllConnections(store, page))) {
    const pulled = connections.filter(pulls);
    const progress = await Promise.all(pulled.map(({ connectionId }) => getProgress(store, connectionId)));
    due.push(...pulled.flatMap((connection, index) => dueOf(connection, progress[index], nowMs)));
  }
  return { connections: due };
}

function dueOf(
  connection: Connection,
  progress: ConnectionProgress | undefined,
  nowMs: number,
): DueConnection[] {
  if (!isCatchUpDue(connection, progress ?? {}, nowMs)) return [];
  return [{ connectionId: connection.connectionId, runName: runName(connection, nowMs) }];
}
