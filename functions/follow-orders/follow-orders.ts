import { namesOfOrders } from '../shared/orders/names-of-orders.ts';
import type { FollowPorts } from '../shared/orders/follow-ports.ts';
import { updateOrderFromErp } from '../shared/orders/update-from-erp.ts';
import type { OrderNews } from './read-news.ts';

/**
 * What the ERP says of an order, or an invoice that bills it, brings the order up to date from what is stored now (O-9): how often and in which order
 * events come does not matter.
 */
export async function followOrders(ports: FollowPorts, news: OrderNews): Promise<void> {
  const orderIds = await (news.entity === 'order' ? ordersMeant(ports, news) : ordersBilled(ports, news));
  for (const orderId of orderIds) await updateOrderFromErp(ports, news.company, orderId);
}

async function ordersMeant(ports: FollowPorts, { company, recordId }: OrderNews): Promise<string[]> {
  const record = await ports.erpOrders.get(company, recordId);
  const reference = record?.canonical?.ourReference;
  const named = reference ? await ordersNamed(ports, company, [reference]) : [];
  // A clerk may have changed the reference, or deleted the order before we ever read it.
  return named.length > 0 ? named : ordersNamed(ports, company, [recordId]);
}

/** Noted before anything follows from it: an order that vanished from the ERP counts as invoiced because of it (I-7). */
async function ordersBilled(ports: FollowPorts, { company, recordId }: OrderNews): Promise<string[]> {
  const invoice = await ports.invoices.get(company, recordId);
  const orderIds = invoice ? await ordersNamed(ports, company, namesOfOrders(invoice)) : [];
  for (const orderId of orderIds) await ports.invoices.note({ company, orderId, invoiceId: recordId });
  return orderIds;
}

async function ordersNamed(
  ports: FollowPorts,
  company: string,
  references: readonly string[],
): Promise<string[]> {
  const found = await Promise.all(references.map((reference) => ports.orders.find(company, reference)));
  return [...new Set(found.filter((orderId) => orderId !== undefined))];
}
