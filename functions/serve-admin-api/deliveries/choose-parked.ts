import type { Delivery } from '../../../domain/records/delivery.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { listParked, type ParkedFilter } from '../../shared/store/deliveries.ts';
import type { AdminPorts } from '../ports.ts';
import type { ParkedRequest } from '../views/parked-view.ts';

export interface ParkedChoice {
  readonly company: string;
  /** What is to be done with them; its cursors are of no use for anything else. */
  readonly verb: 'release' | 'discard';
  readonly request: ParkedRequest;
}

/** The next parked deliveries of a filter, the newest first. */
export async function chooseParked(
  { store }: AdminPorts,
  { company, verb, request }: ParkedChoice,
): Promise<{ deliveries: readonly Delivery[]; cursor: string | null }> {
  const binding = JSON.stringify([company, verb, request.filter]);
  const position = request.cursor === undefined ? undefined : openCursor(request.cursor, binding);
  const page = { limit: request.limit, cursor: position };
  const found = await listParked(store, storeFilter(company, request.filter), page);
  return {
    deliveries: found.items,
    cursor: found.cursor === undefined ? null : sealCursor(found.cursor, binding),
  };
}

export const storeFilter = (
  company: string,
  { connection, ...filter }: ParkedRequest['filter'],
): ParkedFilter => ({ company, connectionId: connection, ...filter });
