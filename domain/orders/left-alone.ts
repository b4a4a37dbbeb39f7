import type { LedgerState } from '../ledger/ledger-state.ts';
import type { Order } from '../records/order.ts';

const MINUTE = 60_000;

/** A run that works moves its order well within this, counted from the moment it waits for. */
const PATIENCE_MS = 15 * MINUTE;

const SHARED_MS = 6 * 60 * MINUTE;

/** What no lost answer, no quiet time and no short pause of an ERP explains any more. */
const TOO_LONG_MS = 2 * 60 * MINUTE;

type Row = Pick<Order, 'orderId' | 'handOverAttempt' | 'updatedAt'>;

/** Whether an order under way has no run any more: nothing happened long after something should have (H2). */
export const isLeftAlone = (order: Row, known: LedgerState | undefined, nowMs: number): boolean =>
  nowMs > dueAt(order, known) + PATIENCE_MS;

/** Whether an order under way has waited for so long that a person should know, whatever it waits for. */
export const isOpenTooLong = ({ updatedAt }: Pick<Row, 'updatedAt'>, nowMs: number): boolean =>
  nowMs > Date.parse(updatedAt) + TOO_LONG_MS;

/**
 * The same standstill shares a name for some hours, so that sweeps start one run for it, which may have to wait for the ERP as long as the run it
 * helps; should that one be gone too, the next hours may start another.
 */
export function sweepName(order: Row, known: LedgerState | undefined, nowMs: number): string {
  const { orderId, handOverAttempt } = order;
  return `${orderId}-${handOverAttempt}-sweep-${dueAt(order, known)}-${Math.floor(nowMs / SHARED_MS)}`;
}

/** The last moment at which something happened to it or should have. */
function dueAt({ updatedAt }: Row, known: LedgerState | undefined): number {
  const moments = [updatedAt, known?.changedAt, known?.sendBefore, known?.quietUntil, known?.waitUntil];
  return Math.max(...moments.flatMap((at) => (at === undefined ? [] : [Date.parse(at)])));
}
