import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { hashPayload } from '../../../domain/ledger/hashes.ts';
import type { LedgerEvent } from '../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { referenceOf } from '../../../domain/ledger/reference.ts';
import { cancelOrder } from '../../../domain/orders/order-states.ts';
import type { Order } from '../../../domain/records/order.ts';
import { orderKey } from '../../shared/orders/hand-over-keys.ts';
import { writeCancellation } from '../../shared/store/cancel-order.ts';
import { appendToLedger } from '../../shared/store/ledger/append.ts';
import { readLedgerState } from '../../shared/store/ledger/read.ts';
import { sha256 } from '../../shared/store/ledger/sha256.ts';
import { getProject } from '../../shared/store/projects.ts';
import { getAgreement } from '../../shared/store/service-agreements.ts';
import { nextVersionOf } from '../new-record.ts';
import type { AdminPorts } from '../ports.ts';
import { allowed } from '../refused.ts';
import { requireOrder, type OrderAddress } from './read-order.ts';

export interface Cancelling extends OrderAddress {
  readonly by: string;
  readonly reason: string;
}

/**
 * Before the hand-over only. The ledger is closed first, even where nothing was planned yet: an execution that still sleeps somewhere can
 * send nothing after that. What the order was split into ends with it. A cancellation that was interrupted goes on where it stopped.
 */
export async function cancel(ports: AdminPorts, cancelling: Cancelling): Promise<Order> {
  const order = await requireOrder(ports, cancelling);
  if (order.state === 'cancelled' && !order.erp) return order;
  const known = await readLedgerState(ports.ledger, order.company, orderKey(order.orderId));
  const { changed } = allowed(cancelOrder(order, { mayBeInErp: mayBeInErp(known) }));
  if (known?.status !== 'cancelled') await closeLedger(ports, cancelling, { order, known });
  const cancelled = { ...changed, ...nextVersionOf(ports, order) };
  await writeCancellation(ports.store, { order: cancelled, ...(await partsOf(ports, order)) });
  return cancelled;
}

/** Sent, or in doubt: a `quietUntil` says that something may have been accepted. */
const mayBeInErp = (known: LedgerState | undefined): boolean =>
  known !== undefined &&
  (['sending', 'unknown', 'confirmed'].includes(known.status) || known.quietUntil !== undefined);

async function partsOf(ports: AdminPorts, { company, agreementId, projectId }: Order) {
  const [agreement, project] = await Promise.all([
    agreementId === undefined ? undefined : getAgreement(ports.store, company, agreementId),
    projectId === undefined ? undefined : getProject(ports.store, company, projectId),
  ]);
  const cancelledAt = ports.now().toISOString();
  return {
    agreement: agreement && { ...agreement, cancelledAt, ...nextVersionOf(ports, agreement) },
    project: project && { ...project, cancelledAt, ...nextVersionOf(ports, project) },
  };
}

async function closeLedger(
  ports: AdminPorts,
  { company, by, reason }: Cancelling,
  { order, known: before }: { readonly order: Order; readonly known: LedgerState | undefined },
): Promise<void> {
  const cancelled: LedgerEvent = { type: 'cancelled', by, reason };
  const { outcome } = await appendToLedger(ports.ledger, {
    ...{ company, key: orderKey(order.orderId), before, actor: by },
    events: before ? [cancelled] : [nothingPlanned(order), cancelled],
    now: ports.now().getTime(),
  });
  if (outcome !== 'appended')
    throw new ConcurrentChangeError('The hand-over moved on meanwhile; read the order again and repeat.');
}

/** A journal begins with a plan: here with one of nothing, so that no other can be made. */
const nothingPlanned = ({ company, orderId }: Order): LedgerEvent => ({
  ...{ type: 'planned', revision: 1, units: [] },
  payloadHash: hashPayload({ nothing: orderId }, sha256),
  reference: referenceOf(company, orderKey(orderId), sha256),
  connectionId: 'none',
});
