import type { Order } from '../../../domain/records/order.ts';
import { getDocument } from './documents.ts';
import { keyOf, textOf } from './items.ts';
import { keys, orderInvoicesPartition } from './keys.ts';
import { queryPages } from './query-pages.ts';
import { invoiceRowSchema, type InvoiceRow } from './rows.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

/** That an invoice names an order by our reference (I-7). */
export interface OrderInvoiceLink {
  readonly company: string;
  readonly orderId: string;
  readonly invoiceId: string;
}

/** The same item however often it is noted; what an invoice bills is read from the invoice itself. */
export async function noteOrderInvoice(
  store: Store,
  { company, orderId, invoiceId }: OrderInvoiceLink,
): Promise<void> {
  const key = keyOf(keys.orderInvoice(company, orderId, invoiceId));
  const Item = { ...key, recordId: { S: invoiceId } };
  await store.tables('PutItem', { TableName: store.crossReferences, Item });
}

export async function listOrderInvoiceIds(store: Store, company: string, orderId: string): Promise<string[]> {
  const invoiceIds: string[] = [];
  const pages = queryPages(store.tables, {
    TableName: store.crossReferences,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: orderInvoicesPartition(company, orderId) } },
    ConsistentRead: true,
  });
  for await (const page of pages)
    invoiceIds.push(...(page.Items ?? []).map((item) => textOf(item, 'recordId')));
  return invoiceIds;
}

/** The documents that name an order and are still there, by their date; without an ERP the one made here (O-10). */
export async function listOrderInvoices(
  store: Store,
  { company, orderId, invoiceId }: Pick<Order, 'company' | 'orderId' | 'invoiceId'>,
): Promise<InvoiceRow[]> {
  const noted = await listOrderInvoiceIds(store, company, orderId);
  const all = new Set([...(invoiceId === undefined ? [] : [invoiceId]), ...noted]);
  const items = await Promise.all([...all].map((id) => getDocument(store, keys.record(company, id))));
  return items
    .flatMap((item) => (item ? [readHead(invoiceRowSchema, item)] : []))
    .filter(({ deletedAt }) => deletedAt === undefined)
    .toSorted((one, other) => dateOf(one).localeCompare(dateOf(other)));
}

const dateOf = ({ canonical }: InvoiceRow): string => canonical?.postingDate ?? canonical?.documentDate ?? '';
