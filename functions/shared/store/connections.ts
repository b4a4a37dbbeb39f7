import { connectionSchema, type Connection } from '../../../domain/records/connection.ts';
import { indexes, keys, sorts } from './keys.ts';
import { listPage, type Page, type PageRequest } from './pages.ts';
import { getSmall, putSmall, readHead, type SmallLayout } from './small-records.ts';
import type { Store } from './store.ts';

const connectionLayout: SmallLayout<Connection> = {
  schema: connectionSchema,
  key: ({ connectionId }) => keys.connection(connectionId),
  index1: ({ company, name, connectionId }) => ({
    partition: indexes.byName(company, 'connection'),
    sort: sorts.byName(name, connectionId),
  }),
  index2: ({ connectionId }) => ({ partition: indexes.allConnections, sort: connectionId }),
};

/** By the webhook path: the one look-up that starts without a company, because it yields it. */
export const findConnection = (store: Store, connectionId: string): Promise<Connection | undefined> =>
  getSmall(store, connectionLayout, keys.connection(connectionId));

/** For people: a connection of another company is not there (S1). */
export async function getConnection(
  store: Store,
  company: string,
  connectionId: string,
): Promise<Connection | undefined> {
  const connection = await findConnection(store, connectionId);
  return connection?.company === company ? connection : undefined;
}

/** Refused with a ConcurrentChangeError where the id is taken, by whichever company. */
export const createConnection = (store: Store, connection: Connection): Promise<Connection> =>
  putSmall(store, connectionLayout, connection);

/** `connection` carries the new version; the stored one must be the version before. */
export const updateConnection = (store: Store, connection: Connection): Promise<Connection> =>
  putSmall(store, connectionLayout, connection);

export const listConnections = (
  store: Store,
  { company }: { readonly company: string },
  page: PageRequest,
): Promise<Page<Connection>> =>
  listIn(store, { index: 'gsi1', partition: indexes.byName(company, 'connection') }, page);

/** Of all companies; for the scheduler only. */
export const listAllConnections = (store: Store, page: PageRequest): Promise<Page<Connection>> =>
  listIn(store, { index: 'gsi2', partition: indexes.allConnections }, page);

const listIn = (
  store: Store,
  { index, partition }: { index: 'gsi1' | 'gsi2'; partition: string },
  page: PageRequest,
): Promise<Page<Connection>> =>
  listPage(
    store,
    { table: store.crm, index, stretches: [{ partition }], read: (item) => readHead(connectionSchema, item) },
    page,
  );

export { getProgress } from './connection-progress.ts';
