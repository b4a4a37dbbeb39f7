import type { DocumentLine, SalesCreditMemo, SalesInvoice, SalesOrder } from '../records/document-records.ts';
import type { Customer } from '../records/master-records.ts';
import type { Records } from '../store/records.ts';
import type { Decimal } from '../values/decimal.ts';
import { zero } from '../values/decimal.ts';
import { noGuid } from '../values/guid.ts';
import { noDay } from '../values/instant.ts';
import { omit } from '../values/omit.ts';
import { composeHeader, dueDate, shipTo } from './compose-header.ts';
import { composeLines } from './compose-lines.ts';
import type { LineRequest } from './compose-lines.ts';
import { priceLines, totalsOf } from './price-lines.ts';
import type { UnpricedLine } from './price-lines.ts';

export interface DocumentRequest {
  readonly customer: Customer;
  readonly day: string;
  readonly lines: readonly LineRequest[];
  readonly invoiceDiscount?: Decimal | undefined;
  readonly pricesIncludeTax?: boolean | undefined;
}

export interface Identity {
  readonly id: string;
  readonly number: string;
  readonly newId: () => string;
}

export interface ComposedDocument<T> {
  readonly fields: T;
  readonly lines: readonly DocumentLine[];
}

/** Lines with all amounts, and the header over them. */
function composeDocument(records: Records, identity: Identity, request: DocumentRequest) {
  const { customer, day, pricesIncludeTax = false, invoiceDiscount = zero } = request;
  const frame = { documentId: identity.id, customer, day, newId: identity.newId };
  const lines = priceLines(composeLines(records, frame, request.lines), {
    pricesIncludeTax,
    invoiceDiscount,
  });
  const facts = { id: identity.id, number: identity.number, day, pricesIncludeTax, totals: totalsOf(lines) };
  return { lines, header: composeHeader(customer, facts) };
}

/** A draft: nothing is owed yet. */
export function composeInvoice(
  records: Records,
  identity: Identity,
  request: DocumentRequest,
): ComposedDocument<SalesInvoice> {
  const { header, lines } = composeDocument(records, identity, request);
  const fields: SalesInvoice = {
    ...header,
    ...shipTo(request.customer),
    invoiceDate: request.day,
    dueDate: dueDate(records, request.customer, request.day),
    customerPurchaseOrderReference: '',
    orderId: noGuid,
    orderNumber: '',
    remainingAmount: zero,
    status: 'Draft',
  };
  return { fields, lines };
}

export function composeOrder(
  records: Records,
  identity: Identity,
  request: DocumentRequest,
): ComposedDocument<SalesOrder> {
  const { header, lines } = composeDocument(records, identity, request);
  const fields: SalesOrder = {
    ...header,
    ...shipTo(request.customer),
    orderDate: request.day,
    partialShipping: false,
    requestedDeliveryDate: noDay,
    fullyShipped: false,
    status: 'Open',
  };
  return { fields, lines: lines.map((line) => ({ ...line, ...openQuantities(line) })) };
}

function openQuantities({ quantity }: DocumentLine) {
  return { shippedQuantity: zero, invoicedQuantity: zero, invoiceQuantity: quantity, shipQuantity: quantity };
}

export interface CreditRequest {
  readonly invoice: SalesInvoice;
  readonly day: string;
  readonly lines: readonly UnpricedLine[];
  readonly invoiceDiscount: Decimal;
  readonly status: SalesCreditMemo['status'];
}

/** Credit memos carry positive amounts; what they are is said by their entity set. */
export function composeCreditMemo(
  identity: Identity,
  request: CreditRequest,
): ComposedDocument<SalesCreditMemo> {
  const { invoice, day, invoiceDiscount } = request;
  const own = request.lines.map((line) => ({ ...line, id: identity.newId(), documentId: identity.id }));
  const lines = priceLines(own, { pricesIncludeTax: invoice.pricesIncludeTax, invoiceDiscount });
  const fields: SalesCreditMemo = {
    ...omit(invoice, invoiceOnly),
    id: identity.id,
    number: identity.number,
    externalDocumentNumber: '',
    postingDate: day,
    creditMemoDate: day,
    dueDate: day,
    ...totalsOf(lines),
    invoiceId: invoice.id,
    invoiceNumber: invoice.number,
    customerReturnReasonId: noGuid,
    status: request.status,
  };
  return { fields, lines };
}

const invoiceOnly = [
  'invoiceDate',
  'customerPurchaseOrderReference',
  'orderId',
  'orderNumber',
  'remainingAmount',
  'shipToName',
  'shipToContact',
  'shipToAddressLine1',
  'shipToAddressLine2',
  'shipToCity',
  'shipToCountry',
  'shipToState',
  'shipToPostCode',
] as const satisfies readonly (keyof SalesInvoice)[];
