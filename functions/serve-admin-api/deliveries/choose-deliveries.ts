import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { listDeliveries } from '../../shared/store/deliveries.ts';
import type { AdminPorts } from '../ports.ts';
import type { ReplayRequest } from '../views/replay-view.ts';
import { searchPeriod } from './search-period.ts';

export interface Chosen {
  readonly deliveryIds: readonly string[];
  readonly cursor: string | null;
}

/** The deliveries a replay names, or the next ones its filter finds. */
export async function chooseDeliveries(
  ports: AdminPorts,
  company: string,
  request: ReplayRequest,
): Promise<Chosen> {
  if ('deliveryIds' in request) return { deliveryIds: request.deliveryIds, cursor: null };
  const { connection, ...filter } = request.filter;
  const binding = JSON.stringify([company, request.filter]);
  const position = request.cursor === undefined ? undefined : openCursor(request.cursor, binding);
  const found = await listDeliveries(
    ports.store,
    { company, connectionId: connection, ...filter, ...searchPeriod(filter, ports.now()) },
    { limit: request.limit, cursor: position },
  );
  const cursor = found.cursor === undefined ? null : sealCursor(found.cursor, binding);
  return { deliveryIds: found.items.map(({ deliveryId }) => deliveryId), cursor };
}
