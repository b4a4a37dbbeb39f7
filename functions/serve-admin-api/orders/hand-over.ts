import { isUnderWay, releaseOrder } from '../../../domain/orders/order-states.ts';
import type { Order } from '../../../domain/records/order.ts';
import { conflict, HttpProblem } from '../../shared/http/problem.ts';
import { listLinkedDebtorIds } from '../../shared/store/links.ts';
import { updateOrder } from '../../shared/store/orders.ts';
import { survivorAccount } from '../accounts/survivor-account.ts';
import { nextVersionOf } from '../new-record.ts';
import type { AdminPorts } from '../ports.ts';
import { allowed, noSuch } from '../refused.ts';
import { without } from '../views/without.ts';
import { requireOrder, type OrderAddress } from './read-order.ts';

export interface Releasing extends OrderAddress {
  readonly by: string;
}

/**
 * Lets an accepted order go. Pressed again while it is on its way, it starts nothing new: the same attempt is one execution, and the
 * ledger lets one effect happen whatever is started (O-8).
 */
export async function handOver(ports: AdminPorts, releasing: Releasing): Promise<Order> {
  const order = await requireOrder(ports, releasing);
  if (order.state === 'parked')
    throw new HttpProblem('conflict', `The order is parked: ${order.parked?.reason ?? ''} Release it then.`, {
      rule: 'order-is-parked',
    });
  assertSomethingToHandOver(order);
  return isUnderWay(order.state) ? started(ports, order) : released(ports, order, releasing);
}

/** After what parked it was mended. `chosenDebtorId` is a person's choice where the account has several debtors; null takes it back. */
export async function release(
  ports: AdminPorts,
  releasing: Releasing,
  { chosenDebtorId }: { readonly chosenDebtorId?: string | null | undefined },
): Promise<Order> {
  const order = await requireOrder(ports, releasing);
  if (order.state === 'accepted') throw conflict('The order was never handed over; hand it over instead.');
  if (isUnderWay(order.state)) return started(ports, order);
  if (chosenDebtorId === undefined) return released(ports, order, releasing);
  if (chosenDebtorId === null) return released(ports, without(order, 'chosenDebtorId'), releasing);
  await assertDebtorOfAccount(ports, order, chosenDebtorId);
  return released(ports, { ...order, chosenDebtorId }, releasing);
}

async function released(ports: AdminPorts, order: Order, { by }: Releasing): Promise<Order> {
  const { changed } = allowed(releaseOrder(order, { by, now: ports.now().toISOString() }));
  return started(ports, await updateOrder(ports.store, { ...changed, ...nextVersionOf(ports, order) }));
}

/** Whatever happens between both, the sweeper starts what is released and does not run. */
async function started(ports: AdminPorts, order: Order): Promise<Order> {
  const { company, orderId, handOverAttempt: attempt } = order;
  await ports.handOvers.start({ company, orderId, attempt });
  return order;
}

function assertSomethingToHandOver({ lines }: Order): void {
  if (lines.some(({ destination }) => destination === 'erp')) return;
  const reason = 'All its lines are recurring or booked by time; there is nothing to hand over now.';
  throw new HttpProblem('conflict', reason, { rule: 'nothing-to-hand-over' });
}

async function assertDebtorOfAccount(
  { store }: AdminPorts,
  { company, accountId }: Order,
  chosenDebtorId: string,
): Promise<void> {
  const account = await survivorAccount(store, company, accountId);
  const linked = await listLinkedDebtorIds(store, company, account.accountId);
  if (!linked.includes(chosenDebtorId))
    throw noSuch('chosenDebtorId', `debtor ${chosenDebtorId} linked to the account`);
}
