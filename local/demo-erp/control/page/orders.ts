import type { Erp } from '../../erp.ts';
import type { SalesOrder } from '../../records/document-records.ts';
import { references } from '../order-routes.ts';
import { orderLines } from '../../sales/order-desk.ts';
import { table } from './markup.ts';
import type { ButtonFacts, Cell } from './markup.ts';

const shown = 25;

/** Orders, the newest first, and how often each external document number was taken. */
export function orders(erp: Erp): string {
  const all = erp.records.list('salesOrders').map(({ fields }) => fields);
  all.sort((left, right) => Date.parse(right.lastModifiedDateTime) - Date.parse(left.lastModifiedDateTime));
  const counts = new Map(
    references(erp).map(({ externalDocumentNumber, ...count }) => [externalDocumentNumber, count]),
  );
  const rows = all.slice(0, shown).map((order) => {
    const count = counts.get(order.externalDocumentNumber);
    return orderRow(erp, order, count === undefined ? '' : String(count.orders));
  });
  const head = ['Number', 'Date', 'External number', 'Orders with it', 'Customer', 'Total', 'Status', ''];
  return `<h2>${all.length} orders</h2>${table(head, rows)}`;
}

function orderRow(erp: Erp, order: SalesOrder, count: string): Cell[] {
  const { number, orderDate, externalDocumentNumber, customerName, currencyCode } = order;
  return [
    ...[number, orderDate, externalDocumentNumber],
    { amount: count },
    customerName,
    { amount: `${order.totalAmountIncludingTax.toFixed(2)} ${currencyCode}` },
    order.fullyShipped ? `${order.status}, shipped` : order.status,
    { buttons: buttons(erp, order) },
  ];
}

function buttons(erp: Erp, order: SalesOrder): ButtonFacts[] {
  const path = `orders/${order.id}`;
  return [
    ...(order.status === 'Draft' ? [{ label: 'Release', does: `POST ${path}/release` }] : []),
    ...(order.fullyShipped ? [] : [{ label: 'Ship', does: `POST ${path}/ship` }]),
    { label: 'Ship a line', does: `POST ${path}/ship`, body: { lines: 1 } },
    { label: 'Invoice', does: `POST ${path}/invoice` },
    ...oneMore(erp, order),
    { label: 'Delete', does: `DELETE ${path}` },
  ];
}

/** What a clerk does who knows better than the order: one more of the first line. */
function oneMore(erp: Erp, order: SalesOrder): ButtonFacts[] {
  const line = orderLines(erp, order).find(({ quantity }) => quantity.gt(0));
  if (!line) return [];
  const lines = [{ sequence: Number(line.sequence), quantity: Number(line.quantity.plus(1)) }];
  return [{ label: 'One more', does: `PATCH orders/${order.id}`, body: { lines } }];
}
