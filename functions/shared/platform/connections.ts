import type { Connection } from '../../../domain/records/connection.ts';
import { findConnection } from '../store/connections.ts';
import type { Store } from '../store/store.ts';
import { remembered } from './remembered.ts';

/** A paused or changed connection is seen after this long at the latest. */
const REMEMBERED_MS = 30_000;

export const rememberedConnections = (store: Store, now: () => number) => ({
  find: remembered<Connection | undefined>((connectionId) => findConnection(store, connectionId), {
    forMs: REMEMBERED_MS,
    now,
  }),
});
