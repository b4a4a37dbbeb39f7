import { randomUUID } from 'node:crypto';
import type { OrderLine, SalesInvoice, SalesOrder } from '../records/document-records.ts';
import { refused } from '../records/erp-error.ts';
import { sum } from '../values/decimal.ts';
import { dayText } from '../values/instant.ts';
import { omit } from '../values/omit.ts';
import { dueDate } from './compose-header.ts';
import { firstLines, orderLines } from './order-desk.ts';
import { priceLines, totalsOf } from './price-lines.ts';
import type { SalesDesk } from './sales-desk.ts';

/**
 * Posts what is left of an order, or its first lines only, as an invoice that names the order and carries its external document number. An order
 * that was invoiced to its end is gone, as in Business Central: its invoices are what is left of it.
 */
export function invoiceOrder(desk: SalesDesk, order: SalesOrder, count?: number): SalesInvoice {
  return desk.records.together(() => {
    const lines = orderLines(desk, order);
    const first = firstLines(lines, count);
    const due = lines.filter((line) => isOpen(line) && first.has(line));
    if (due.length === 0) throw refused(`There is nothing to invoice of the order ${order.number}.`);
    const invoice = postInvoiceOf(desk, order, due);
    const rest = lines.map((line) => (due.includes(line) ? settled(line) : line));
    if (rest.some(isOpen)) desk.records.put('salesOrders', { ...order, status: 'Open' }, rest);
    else desk.records.remove('salesOrders', order.id);
    return invoice;
  });
}

const isOpen = ({ lineType, invoicedQuantity, quantity }: OrderLine): boolean =>
  lineType === 'Comment' ? false : !invoicedQuantity.eq(quantity);

const settled = (line: OrderLine): OrderLine => ({
  ...line,
  shippedQuantity: line.quantity,
  invoicedQuantity: line.quantity,
  shipQuantity: line.quantity.times(0),
  invoiceQuantity: line.quantity.times(0),
});

function postInvoiceOf(desk: SalesDesk, order: SalesOrder, due: readonly OrderLine[]): SalesInvoice {
  const id = randomUUID();
  const day = dayText(desk.clock.now());
  const lines = priceLines(
    due.map((line) => ({
      ...omit(line, openQuantities),
      id: randomUUID(),
      documentId: id,
      givenDiscount: line.discountAmount,
    })),
    { ...order, invoiceDiscount: sum(due.map((line) => line.invoiceDiscountAllocation)) },
  );
  const totals = totalsOf(lines);
  const customer = desk.records.get('customers', order.customerId).fields;
  const fields: SalesInvoice = {
    ...omit(order, orderOnly),
    ...totals,
    ...{ id, number: desk.numbers.next('invoice'), orderId: order.id, orderNumber: order.number },
    ...{ postingDate: day, invoiceDate: day, dueDate: dueDate(desk.records, customer, day) },
    customerPurchaseOrderReference: '',
    remainingAmount: totals.totalAmountIncludingTax,
    status: 'Open',
  };
  return desk.records.put('salesInvoices', fields, lines);
}

const openQuantities = ['shippedQuantity', 'invoicedQuantity', 'invoiceQuantity', 'shipQuantity'] as const;

const orderOnly = [
  'orderDate',
  'partialShipping',
  'requestedDeliveryDate',
  'fullyShipped',
  'status',
] as const satisfies readonly (keyof SalesOrder)[];
