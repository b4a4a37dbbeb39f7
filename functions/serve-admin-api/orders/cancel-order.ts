import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { cancelOrder } from '../../../domain/orders/order-states.ts';
import type { Order } from '../../../domain/records/order.ts';
import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { orderKey } from '../../shared/orders/hand-over-keys.ts';
import { appendToLedger } from '../../shared/store/ledger/append.ts';
import { readLedgerState } from '../../shared/store/ledger/read.ts';
import { updateOrder } from '../../shared/store/orders.ts';
import { nextVersionOf } from '../new-record.ts';
import type { AdminPorts } from '../ports.ts';
import { allowed } from '../refused.ts';
import { requireOrder, type OrderAddress } from './read-order.ts';

export interface Cancelling extends OrderAddress {
  readonly by: string;
  readonly reason: string;
}

/**
 * Before the hand-over only. The ledger is closed first: an execution that still sleeps somewhere can send nothing after that, and a
 * cancellation that was interrupted goes on where it stopped.
 */
export async function cancel(ports: AdminPorts, cancelling: Cancelling): Promise<Order> {
  const order = await requireOrder(ports, cancelling);
  if (order.state === 'cancelled' && !order.erp) return order;
  const known = await readLedgerState(ports.ledger, order.company, orderKey(order.orderId));
  const { changed } = allowed(cancelOrder(order, { mayBeInErp: mayBeInErp(known) }));
  if (known && known.status !== 'cancelled') await closeLedger(ports, cancelling, known);
  return updateOrder(ports.store, { ...changed, ...nextVersionOf(ports, order) });
}

/** Sent, or in doubt: a `quietUntil` says that something may have been accepted. */
const mayBeInErp = (known: LedgerState | undefined): boolean =>
  known !== undefined &&
  (['sending', 'unknown', 'confirmed'].includes(known.status) || known.quietUntil !== undefined);

async function closeLedger(
  ports: AdminPorts,
  { company, by, reason }: Cancelling,
  before: LedgerState,
): Promise<void> {
  const { outcome } = await appendToLedger(ports.ledger, {
    ...{ company, key: before.key, before, actor: by },
    events: [{ type: 'cancelled', by, reason }],
    now: ports.now().getTime(),
  });
  if (outcome !== 'appended')
    throw new ConcurrentChangeError('The hand-over moved on meanwhile; read the order again and repeat.');
}
