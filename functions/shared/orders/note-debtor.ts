import type { Order } from '../../../domain/records/order.ts';
import { requireOrder } from './order-context.ts';
import type { OrderRecords } from './order-ports.ts';
import type { OrderStep } from './order-step.ts';

type OrderDebtor = NonNullable<Order['debtor']>;

/** Keeps on the order which debtor it goes to: read anew, because people may have changed it while the ERP was asked. */
export async function noteDebtor(ports: OrderRecords, step: OrderStep, debtor: OrderDebtor): Promise<void> {
  const order = await requireOrder(ports, step);
  if (isSame(order.debtor, debtor)) return;
  const updatedAt = new Date(ports.now()).toISOString();
  await ports.orders.save({ ...order, debtor, updatedAt, version: order.version + 1 });
}

const isSame = (known: Order['debtor'], debtor: OrderDebtor): boolean =>
  known?.connectionId === debtor.connectionId &&
  known.externalId === debtor.externalId &&
  known.debtorId === debtor.debtorId &&
  (known.number ?? undefined) === (debtor.number ?? undefined);
