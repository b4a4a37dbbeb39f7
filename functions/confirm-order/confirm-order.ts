import { checkParity } from '../../domain/orders/check-parity.ts';
import { followErpStatus, isLedByErp } from '../../domain/orders/order-states.ts';
import type { Order } from '../../domain/records/order.ts';
import type { ErpOrderState } from '../shared/erp/outbound/erp-writer.ts';
import { orderKey } from '../shared/orders/hand-over-keys.ts';
import { laterAsTold } from '../shared/orders/later-as-told.ts';
import { linesForErp, readContext, requireOrder } from '../shared/orders/order-context.ts';
import type { ContextPorts, ErpOrderLinks, OrderRecords } from '../shared/orders/order-ports.ts';
import { parkedStep, type OrderStep, type StepOutcome } from '../shared/orders/order-step.ts';

/**
 * Links the order with what the ledger says exists, reads it back and compares it (O-7). The link stands even where they differ: the person who
 * mends it has to find it. What another run confirmed stays as it is: the ERP may have
 * moved on. An ERP that cannot be read now is an ErpUnavailableError, unless it says when it can.
 */
export const confirmOrder = (ports: ContextPorts & ErpOrderLinks, step: OrderStep): Promise<StepOutcome> =>
  laterAsTold(ports.now, () => linkedAndCompared(ports, step));

async function linkedAndCompared(ports: ContextPorts & ErpOrderLinks, step: OrderStep): Promise<StepOutcome> {
  const order = await requireOrder(ports, step);
  if (isLedByErp(order)) return followed(ports, order);
  const known = await ports.ledger.read(step.company, orderKey(step.orderId));
  if (linesForErp(order).length === 0) return confirmed(ports, { ...order, state: 'confirmed' });
  if (known?.status !== 'confirmed' || known.externalId === undefined)
    throw new Error(`The ledger does not confirm order ${step.orderId}; nothing can be linked.`);
  const { connectionId, externalId, number } = known;
  const { writer } = await readContext(ports, step);
  // Before it is read: a deletion that comes later finds the order by it.
  await ports.erpOrders.link({ ...step, connectionId, externalId, number });
  const found = await writer.readOrder(externalId);
  if (found?.number && found.number !== number)
    await ports.erpOrders.link({ ...step, connectionId, number: found.number });
  const linked: Order = { ...order, erp: { connectionId, externalId, number: found?.number ?? number } };
  const differences = found ? checkParity(order, found) : ['It is not in the ERP any more.'];
  if (differences.length > 0) {
    await save(ports, linked);
    return parkedStep({ code: 'order-differs', reason: differs(linked, differences) });
  }
  return confirmed(ports, withStatus(ports, linked, found));
}

const differs = ({ erp }: Order, differences: readonly string[]): string =>
  `The ERP has order ${erp?.number ?? erp?.externalId}, but it differs from ours. ${differences.join(' ')} Mend it there, then release the order.`;

function withStatus(ports: OrderRecords, order: Order, found: ErpOrderState | undefined): Order {
  const at = new Date(ports.now()).toISOString();
  const begun: Order = { ...order, state: 'confirmed' };
  return found?.status === undefined
    ? begun
    : followErpStatus(begun, { status: found.status, statusText: found.statusText, at });
}

async function confirmed(ports: OrderRecords & ErpOrderLinks, order: Order): Promise<StepOutcome> {
  await save(ports, { ...order, parked: undefined });
  return followed(ports, order);
}

async function followed(ports: ErpOrderLinks, order: Order): Promise<StepOutcome> {
  await ports.erpOrders.follow(order.company, order.orderId);
  return linkOf(order);
}

const linkOf = ({ erp }: Order): StepOutcome => ({
  outcome: 'confirmed',
  ...(erp && { externalId: erp.externalId, number: erp.number ?? null }),
});

const save = (ports: OrderRecords, order: Order): Promise<Order> =>
  ports.orders.save({
    ...order,
    updatedAt: new Date(ports.now()).toISOString(),
    version: order.version + 1,
  });
