import type { Delivery } from '../../../domain/records/delivery.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import { conflict } from '../../shared/http/problem.ts';
import { getConnection } from '../../shared/store/connections.ts';
import type { AdminPorts } from '../ports.ts';
import { requireArchived } from './send-again.ts';

/**
 * Refuses what would only be parked again, or would ask an ERP that is to be left alone. Each connection is looked up once, so
 * make one for each request.
 */
export function releasability({ store }: AdminPorts, company: string): (delivery: Delivery) => Promise<void> {
  const known = new Map<string, Promise<Connection | undefined>>();
  const find = (connectionId: string) => {
    const found = known.get(connectionId) ?? getConnection(store, company, connectionId);
    known.set(connectionId, found);
    return found;
  };
  return async (delivery) => {
    requireArchived(delivery);
    const connection = await find(delivery.connectionId);
    if (!connection)
      throw conflict(`There is no connection ${delivery.connectionId}; create it again first.`);
    if (connection.state === 'paused')
      throw conflict(`The connection ${delivery.connectionId} is paused; resume it first.`);
  };
}
