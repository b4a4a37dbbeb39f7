import { referenceOf } from '../../../domain/ledger/reference.ts';
import { matchableOrder } from '../../../domain/orders/matchable-order.ts';
import { matchInvoiceLines, type LineLink } from '../../../domain/orders/match-invoice-lines.ts';
import type { InvoiceRecord, StoredInvoice } from '../../../domain/records/invoice.ts';
import type { Order } from '../../../domain/records/order.ts';
import { orderKey } from '../../shared/orders/hand-over-keys.ts';
import { namesOfOrders } from '../../shared/orders/names-of-orders.ts';
import { sha256 } from '../../shared/store/ledger/sha256.ts';
import { findOrderId, getOrder } from '../../shared/store/orders.ts';
import { recordIdOf } from '../../shared/store/record-ids.ts';
import type { Store } from '../../shared/store/store.ts';

/** The order, and the line of it where that is sure, that a line of an invoice bills. */
export interface BilledOrder extends LineLink {
  readonly orderNumber: string;
}

/** What each line bills of our orders, from what it and its document name (I-7); undefined where that is none. */
export async function lineLinks(store: Store, invoice: InvoiceRecord): Promise<(BilledOrder | undefined)[]> {
  const { canonical } = invoice;
  if (!canonical) return [];
  const orders = await ordersNamed(store, invoice.company, namesOfOrders(invoice));
  const numbers = new Map(orders.map(({ orderId, orderNumber }) => [orderId, orderNumber]));
  const productExternalIds = productsOn(invoice.connectionId, canonical);
  const matchable = orders.map((order) =>
    matchableOrder(order, { reference: referenceTo(order), productExternalIds }),
  );
  return matchInvoiceLines(canonical, matchable).map(
    (link) => link && { ...link, orderNumber: numbers.get(link.orderId) ?? '' },
  );
}

const referenceTo = ({ company, orderId }: Order): string => referenceOf(company, orderKey(orderId), sha256);

/** Our ids of the products on an invoice follow from the ERP's, so none of them has to be read. */
function productsOn(connectionId: string, { lines }: StoredInvoice): Map<string, string> {
  const externalIds = lines.flatMap(({ productExternalId }) => productExternalId ?? []);
  return new Map(
    externalIds.map((id) => [recordIdOf({ connectionId, entity: 'product', externalId: id }), id]),
  );
}

async function ordersNamed(store: Store, company: string, references: readonly string[]): Promise<Order[]> {
  const found = await Promise.all(references.map((reference) => findOrderId(store, company, reference)));
  const orderIds = new Set(found.filter((orderId) => orderId !== undefined));
  const orders = await Promise.all([...orderIds].map((orderId) => getOrder(store, company, orderId)));
  return orders.filter((order) => order !== undefined);
}
