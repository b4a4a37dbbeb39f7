import type { LedgerState } from '../ledger/ledger-state.ts';
import type { Order } from '../records/order.ts';

const MINUTE = 60_000;

/** A run that works moves its order well within this, counted from the moment it waits for. */
const PATIENCE_MS = 15 * MINUTE;

type Row = Pick<Order, 'orderId' | 'handOverAttempt' | 'updatedAt'>;

/** Whether an order under way has no run any more: nothing happened long after something should have (H2). */
export function isLeftAlone(order: Row, known: LedgerState | undefined, nowMs: number): boolean {
  const moments = [order.updatedAt, known?.changedAt, known?.sendBefore, known?.quietUntil, known?.waitUntil];
  const latest = Math.max(...moments.flatMap((at) => (at === undefined ? [] : [Date.parse(at)])));
  return nowMs > latest + PATIENCE_MS;
}

/** Half an hour shares a name, so that two sweeps start one run; the next half hour may start another. */
export const sweepName = ({ orderId, handOverAttempt }: Row, nowMs: number): string =>
  `${orderId}-${handOverAttempt}-sweep-${Math.floor(nowMs / (30 * MINUTE))}`;
