import { isLeftAlone, isOpenTooLong, sweepName } from '../../domain/orders/left-alone.ts';
import { orderKey } from '../shared/orders/hand-over-keys.ts';
import { listCompanySettings } from '../shared/store/company-settings.ts';
import { listOrders, OPEN_HAND_OVERS } from '../shared/store/orders.ts';
import type { LedgerPort } from '../shared/hand-over/ports.ts';
import { everyRow } from '../shared/store/every-row.ts';
import type { OrderRow } from '../shared/store/sales-rows.ts';
import type { Store } from '../shared/store/store.ts';

export interface SweepPorts {
  readonly store: Store;
  readonly ledger: Pick<LedgerPort, 'read'>;
  readonly counts: { readonly count: (name: 'order-open-too-long') => void };
  readonly now: () => number;
}

export interface OpenHandOver {
  readonly company: string;
  readonly orderId: string;
  readonly attempt: number;
  /** The name of the run: sweeps over the same standstill make one. */
  readonly runName: string;
}

/** So many at once; the next sweep goes on. */
const MOST = 200;

/**
 * Orders that are under way and that no run moves any more: it never began, or it ended without an end (H2). Those that wait too long, be it with a
 * run that waits for the ERP, are counted.
 */
export async function listOpenHandOvers(ports: SweepPorts): Promise<{ orders: OpenHandOver[] }> {
  const orders: OpenHandOver[] = [];
  for await (const row of openOrders(ports.store)) {
    if (orders.length === MOST) break;
    if (isOpenTooLong(row, ports.now())) ports.counts.count('order-open-too-long');
    const known = await ports.ledger.read(row.company, orderKey(row.orderId));
    if (!isLeftAlone(row, known, ports.now())) continue;
    const { company, orderId, handOverAttempt: attempt } = row;
    orders.push({ company, orderId, attempt, runName: sweepName(row, known, ports.now()) });
  }
  return { orders };
}

async function* openOrders(store: Store): AsyncGenerator<OrderRow> {
  for await (const { company } of everyRow((page) => listCompanySettings(store, page))) {
    const filter = { company, states: OPEN_HAND_OVERS };
    yield* everyRow((page) => listOrders(store, filter, page));
  }
}
