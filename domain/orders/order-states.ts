import type { ErpOrderStatus } from '../canonical/order.ts';
import type { Order, OrderState } from '../records/order.ts';
import { refuse, type Refused } from '../refusal.ts';

/** The ERP's word on an order. */
export interface ErpStatus {
  readonly status: ErpOrderStatus;
  readonly statusText?: string | undefined;
  /** When the ERP said so: older news than what is known is not news. */
  readonly at: string;
}

const ON_THE_WAY: readonly OrderState[] = ['released', 'handing-over'];
const PROGRESS: readonly OrderState[] = ['confirmed', 'partly-delivered', 'delivered', 'invoiced'];
const ENDED: readonly OrderState[] = ['cancelled', 'rejected'];

export const isUnderWay = (state: OrderState): boolean => ON_THE_WAY.includes(state);

/** Handed over, so that the ERP leads its state (O-9). */
export const isLedByErp = ({ state, erp }: Pick<Order, 'state' | 'erp'>): boolean =>
  erp !== undefined && (PROGRESS.includes(state) || ENDED.includes(state));

/** The order with the ERP's status; the very same order where that is no news (O-9). */
export function followErpStatus(order: Order, { status, statusText, at }: ErpStatus): Order {
  const { erp, state } = order;
  if (!erp || isOlder(at, erp.statusAt)) return order;
  const next = isLedByErp(order) ? nextByErp(state, status === 'draft' ? 'confirmed' : status) : state;
  if (next === state && (statusText ?? erp.statusText) === erp.statusText) return order;
  const said = statusText === undefined ? {} : { statusText };
  return { ...order, state: next, erp: { ...erp, ...said, statusAt: at } };
}

/**
 * Never backwards, except to `cancelled`. What ended may go on where the ERP says so later: a posted order vanishes from some ERPs before its
 * invoice arrives. Only what nothing was delivered of can be rejected.
 */
function nextByErp(state: OrderState, said: Exclude<ErpStatus['status'], 'draft'>): OrderState {
  if (said === 'cancelled' || ENDED.includes(state)) return said;
  if (said === 'rejected') return state === 'confirmed' ? said : state;
  return PROGRESS.indexOf(said) > PROGRESS.indexOf(state) ? said : state;
}

const isOlder = (at: string, known: string | undefined): boolean =>
  known !== undefined && Date.parse(at) < Date.parse(known);

const SENTENCES: Readonly<Record<OrderState, string>> = {
  accepted: 'The order waits for its hand-over.',
  released: 'The order is on its way to the ERP; wait for the outcome.',
  'handing-over': 'The order is on its way to the ERP; wait for the outcome.',
  parked: 'The order is parked; mend the reason and release it.',
  confirmed: 'The order is in the ERP already; go on there.',
  'partly-delivered': 'The order is in the ERP already; go on there.',
  delivered: 'The order is in the ERP already; go on there.',
  invoiced: 'The order is invoiced already.',
  cancelled: 'The order was cancelled; accept a new revision of the quote.',
  rejected: 'The ERP rejected the order; accept a new revision of the quote.',
};

export type ChangedOrder = { readonly changed: Order } | Refused;

/** Lets an order go, for the first time or after what parked it was mended. The ledger sees to it that it arrives once. */
export function releaseOrder(
  order: Order,
  { by, now }: { readonly by: string; readonly now: string },
): ChangedOrder {
  if (order.state !== 'accepted' && order.state !== 'parked') return refuseAsItIs(order);
  const { handOverAttempt } = order;
  const open = unparked(order);
  return {
    changed: {
      ...open,
      ...{ state: 'released', handOverAttempt: handOverAttempt + 1, releasedBy: by, releasedAt: now },
    },
  };
}

/** Before the hand-over only. `mayBeInErp` is the ledger's word: something of it was or may have been sent. */
export function cancelOrder(order: Order, { mayBeInErp }: { readonly mayBeInErp: boolean }): ChangedOrder {
  if (order.state !== 'accepted' && order.state !== 'parked') return refuseAsItIs(order);
  if (mayBeInErp || order.erp) {
    return refuse('may-be-in-erp', 'The order is or may be in the ERP; cancel it there.');
  }
  return { changed: { ...unparked(order), state: 'cancelled' } };
}

const refuseAsItIs = ({ state }: Order): Refused => refuse(`order-is-${state}`, SENTENCES[state]);

function unparked(order: Order): Order {
  const open = { ...order };
  delete open.parked;
  return open;
}
