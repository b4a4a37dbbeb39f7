import { randomUUID } from 'node:crypto';
import type { OrderLine, SalesOrder } from '../records/document-records.ts';
import { refused } from '../records/erp-error.ts';
import type { Decimal } from '../values/decimal.ts';
import { dayText } from '../values/instant.ts';
import { composeOrder } from './compose-documents.ts';
import type { DocumentRequest } from './compose-documents.ts';
import { priceLines, totalsOf } from './price-lines.ts';
import type { SalesDesk } from './sales-desk.ts';

export type OrderRequest = Omit<DocumentRequest, 'day'> & {
  readonly day?: string | undefined;
  readonly externalDocumentNumber?: string | undefined;
};

/** A draft; nobody checks whether the external document number was used before. */
export function takeOrder(desk: SalesDesk, request: OrderRequest): SalesOrder {
  const { customer } = request;
  if (customer.blocked !== ' ') {
    throw refused(
      `You cannot create this type of document when Customer ${customer.number} is blocked with type ${customer.blocked}.`,
    );
  }
  return desk.records.together(() => {
    const identity = { id: randomUUID(), number: desk.numbers.next('order'), newId: randomUUID };
    const day = request.day ?? dayText(desk.clock.now());
    const { fields, lines } = composeOrder(desk.records, identity, { ...request, day });
    const { externalDocumentNumber = '' } = request;
    return desk.records.put('salesOrders', { ...fields, externalDocumentNumber, status: 'Draft' }, lines);
  });
}

/** What a clerk changes on a line, by its sequence. */
export interface LineChange {
  readonly sequence: Decimal;
  readonly quantity?: Decimal | undefined;
  readonly unitPrice?: Decimal | undefined;
}

export function changeLines(desk: SalesDesk, order: SalesOrder, changes: readonly LineChange[]): SalesOrder {
  const changed = orderLines(desk, order).map((line) => {
    const change = changes.find(({ sequence }) => sequence.eq(line.sequence));
    if (!change) return { ...line, givenDiscount: line.discountAmount };
    const { quantity = line.quantity, unitPrice = line.unitPrice } = change;
    return { ...line, quantity, unitPrice, shipQuantity: quantity, invoiceQuantity: quantity };
  });
  const lines = priceLines(changed, { ...order, invoiceDiscount: order.discountAmount });
  return desk.records.put('salesOrders', { ...order, ...totalsOf(lines) }, lines);
}

export const releaseOrder = (desk: SalesDesk, order: SalesOrder): SalesOrder =>
  desk.records.put('salesOrders', { ...order, status: 'Open' });

/** Ships all that is left, or of the first lines only. */
export function shipOrder(desk: SalesDesk, order: SalesOrder, count?: number): SalesOrder {
  const all = orderLines(desk, order);
  const shipped = firstLines(all, count);
  const lines = all.map((line) =>
    shipped.has(line)
      ? { ...line, shippedQuantity: line.quantity, shipQuantity: line.quantity.times(0) }
      : line,
  );
  const fullyShipped = lines.every(({ shippedQuantity, quantity }) => shippedQuantity.eq(quantity));
  return desk.records.put('salesOrders', { ...order, status: 'Open', fullyShipped }, lines);
}

/** Nothing of it may have been invoiced. */
export function deleteOrder(desk: SalesDesk, order: SalesOrder): void {
  const isBegun = orderLines(desk, order).some(({ invoicedQuantity }) => !invoicedQuantity.isZero());
  if (isBegun) throw refused(`Of the order ${order.number} a part was invoiced; it cannot be deleted.`);
  desk.records.remove('salesOrders', order.id);
}

/** The first so many lines that are more than a remark, with the remarks among them; without a count all. */
export function firstLines(lines: readonly OrderLine[], count = lines.length): Set<OrderLine> {
  const valued = lines.filter(({ lineType }) => lineType !== 'Comment');
  const next = valued[count];
  return new Set(next ? lines.slice(0, lines.indexOf(next)) : lines);
}

/** Lines of orders are stored with their open quantities. */
export const orderLines = (desk: SalesDesk, { id }: SalesOrder): OrderLine[] =>
  desk.records.linesOf('salesOrders', id) as OrderLine[];
