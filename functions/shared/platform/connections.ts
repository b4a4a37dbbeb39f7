import type { Connection } from '../../../domain/records/connection.ts';
import { remembered } from './remembered.ts';

/** A paused or changed connection is seen after this long at the latest. */
const REMEMBERED_MS = 30_000;

export const rememberedConnections = (
  find: (connectionId: string) => Promise<Connection | undefined>,
  now: () => number,
) => ({ find: remembered(find, { forMs: REMEMBERED_MS, now }) });
