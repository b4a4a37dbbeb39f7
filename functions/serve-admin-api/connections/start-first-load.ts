import { entitySchema, type Entity } from '../../../domain/canonical/change.ts';
import {
  inLoadOrder,
  isUnderWay,
  type FirstLoad,
  type FirstLoadSign,
  type LoadPart,
} from '../../../domain/first-load/first-load.ts';
import type { Connection, ConnectionProgress } from '../../../domain/records/connection.ts';
import type { Connector } from '../../shared/erp/connectors.ts';
import { loadedResources } from '../../shared/erp/pulled-resources.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import { noteProgress } from '../../shared/store/connection-progress.ts';
import { getFirstLoad, putFirstLoad } from '../../shared/store/first-loads.ts';
import type { AdminPorts } from '../ports.ts';
import { without } from '../views/without.ts';
import { requireConnector } from './check-against-connector.ts';
import { requireConnection } from './keep-connection.ts';

export interface FirstLoadWanted {
  readonly dryRun: boolean;
  readonly entities?: readonly Entity[] | undefined;
}

/** Begins to read everything the ERP has. One load at a time: the note on the connection is the lock. */
export async function startFirstLoad(
  ports: AdminPorts,
  { company, connectionId }: { readonly company: string; readonly connectionId: string },
  wanted: FirstLoadWanted,
): Promise<FirstLoad> {
  const connection = await requireConnection(ports, company, connectionId);
  const connector = requireConnector(await ports.connectors(), connection.connector);
  if (!wanted.dryRun) refusePaused(connection);
  const parts = partsOf(connector, inLoadOrder(wanted.entities ?? entitySchema.options), wanted);
  const now = ports.now().toISOString();
  const load: FirstLoad = {
    ...{ company, connectionId, firstLoadId: ports.newId(), dryRun: wanted.dryRun, parts, problems: [] },
    ...{ state: 'running', attempt: 1, startedAt: now, updatedAt: now, version: 1 },
  };
  await takeTurn(ports, load);
  await putFirstLoad(ports.store, load);
  return begun(ports, load);
}

/** Goes on after the last page that was applied, once its reason was mended, or where it was killed. */
export async function resumeFirstLoad(
  ports: AdminPorts,
  { company, connectionId }: { readonly company: string; readonly connectionId: string },
  firstLoadId: string,
): Promise<FirstLoad> {
  const connection = await requireConnection(ports, company, connectionId);
  const stored = await requireFirstLoad(ports, { connectionId, firstLoadId });
  if (stored.state === 'done') throw conflict('This first load is done; start another one.');
  if (!stored.dryRun) refusePaused(connection);
  await takeTurn(ports, stored);
  const load: FirstLoad = {
    ...without(stored, 'reason', 'endedAt'),
    ...{ state: 'running', attempt: stored.attempt + 1, version: stored.version + 1 },
    updatedAt: ports.now().toISOString(),
  };
  await putFirstLoad(ports.store, load);
  return begun(ports, load);
}

export async function requireFirstLoad(
  { store }: Pick<AdminPorts, 'store'>,
  address: { readonly connectionId: string; readonly firstLoadId: string },
): Promise<FirstLoad> {
  const load = await getFirstLoad(store, address);
  if (!load) throw notFound(`first load ${address.firstLoadId}`);
  return load;
}

function refusePaused({ state }: Connection): void {
  if (state === 'paused')
    throw conflict('The connection is paused: a dry run is possible, else resume it first.');
}

function partsOf(connector: Connector, entities: readonly Entity[], wanted: FirstLoadWanted): LoadPart[] {
  const found = entities.map((entity) => ({ entity, resources: loadedResources(connector, entity) }));
  const lacking = found.filter(({ resources }) => resources.length === 0).map(({ entity }) => entity);
  const parts = found.flatMap(({ entity, resources }) =>
    resources.map((resource) => ({ entity, resource, state: 'waiting' as const, pages: 0, read: 0 })),
  );
  if (parts.length > 0 && (wanted.entities === undefined || lacking.length === 0)) return parts;
  throw conflict(
    `The connector ${connector.name} cannot read ${lacking.map((each) => `${each}s`).join(', ')} from its ERP; they come by webhook only.`,
  );
}

/** The write is conditional: of two who begin at the same moment, one is told of the other. */
async function takeTurn(ports: AdminPorts, load: FirstLoad): Promise<void> {
  const now = ports.now();
  const { firstLoadId, dryRun, startedAt } = load;
  const sign: FirstLoadSign = {
    ...{ firstLoadId, dryRun, startedAt, state: 'running' },
    seenAt: now.toISOString(),
  };
  await noteProgress(ports.store, load.connectionId, (progress: ConnectionProgress) => {
    if (isUnderWay(progress.firstLoad, now.getTime()))
      throw conflict(
        `The first load ${progress.firstLoad?.firstLoadId ?? ''} is under way; wait for its end, or watch it.`,
      );
    return { ...progress, firstLoad: sign };
  });
}

const notStarted = { state: 'stopped', reason: 'It could not be started; resume it.' } as const;

/** What could not be started is not under way. */
async function begun(ports: AdminPorts, load: FirstLoad): Promise<FirstLoad> {
  try {
    await ports.firstLoads.start(load);
    return load;
  } catch (error) {
    await putFirstLoad(ports.store, { ...load, ...notStarted, version: load.version + 1 });
    await noteProgress(ports.store, load.connectionId, ({ firstLoad, ...progress }) => ({
      ...progress,
      ...(firstLoad && { firstLoad: { ...firstLoad, state: 'stopped' } }),
    }));
    throw error;
  }
}
