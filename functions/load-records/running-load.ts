import { ErpRejectedError } from '../../domain/errors.ts';
import { firstLoadIdSchema, type FirstLoad, type FirstLoadSign } from '../../domain/first-load/first-load.ts';
import type { Connection } from '../../domain/records/connection.ts';
import { connectionIdSchema } from '../../domain/records/record-parts.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { noteProgress } from '../shared/store/connection-progress.ts';
import { getFirstLoad, type FirstLoadAddress } from '../shared/store/first-loads.ts';

/** What all steps of one load know; all else is kept in the table. */
export const loadShape = { connectionId: connectionIdSchema, firstLoadId: firstLoadIdSchema };

export async function requireLoad(
  { store }: Pick<IngestionPorts, 'store'>,
  address: FirstLoadAddress,
): Promise<FirstLoad> {
  const load = await getFirstLoad(store, address);
  if (load) return load;
  throw new ErpRejectedError(`There is no first load ${address.firstLoadId}; start another one.`);
}

/** A paused connection takes nothing over, but may be looked at. */
export async function readableConnection(
  { connections }: Pick<IngestionPorts, 'connections'>,
  { connectionId, dryRun }: FirstLoad,
): Promise<Connection> {
  const connection = await connections.find(connectionId, 0);
  if (connection && (dryRun || connection.state === 'active')) return connection;
  throw new ErpRejectedError(
    `The connection ${connectionId} is paused or gone; resume it, then let the first load go on.`,
  );
}

/** Tells the connection how its load stands. */
export async function noteSign(
  { store, now }: Pick<IngestionPorts, 'store' | 'now'>,
  { connectionId, firstLoadId, dryRun, startedAt }: FirstLoad,
  state: FirstLoadSign['state'],
): Promise<void> {
  await noteProgress(store, connectionId, (progress) => ({
    ...progress,
    firstLoad: { ...{ firstLoadId, dryRun, startedAt, state }, seenAt: new Date(now()).toISOString() },
  }));
}
