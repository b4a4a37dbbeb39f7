import { listParked } from '../../shared/store/deliveries.ts';
import type { AdminPorts } from '../ports.ts';
import type { KeptBack } from '../views/parked-view.ts';

/** Counting reads them; beyond this the number matters less than the wait. */
const MOST_COUNTED = 1_000;

/** What arrived during a pause, and the request that brings it on its way. */
export async function countKeptBack(
  { store, now }: AdminPorts,
  { company, connectionId }: { readonly company: string; readonly connectionId: string },
): Promise<KeptBack> {
  const found = await listParked(store, { company, connectionId, cause: 'paused' }, { limit: MOST_COUNTED });
  const count = found.items.length;
  const isMore = found.cursor !== undefined;
  if (count === 0 && !isMore) return { count, isMore };
  const filter = { connection: connectionId, cause: 'paused' as const, receivedBefore: now().toISOString() };
  return { count, isMore, release: { method: 'POST', path: '/parked/release', body: { filter } } };
}
