import { Temporal } from 'temporal-polyfill';
import type { CanonicalInvoice, CanonicalLine } from '../canonical/invoice.ts';
import type { CompanySettings } from '../records/company-settings.ts';
import type { StoredInvoice } from '../records/invoice.ts';
import type { Order, OrderLine } from '../records/order.ts';
import { prepareInvoice } from './prepare-invoice.ts';

export interface OwnInvoice {
  readonly order: Order;
  readonly settings: Pick<CompanySettings, 'paymentDays'>;
  readonly number: string;
  /** The day it is made, which is its date and that of its posting. */
  readonly today: string;
}

/** The invoice of an order without an ERP (O-10), in the shape of all others. Its lines
 * carry our key of the order line (I-7), and their share of the header discount as the order has it. */
export function ownInvoice({ order, settings, number, today }: OwnInvoice): StoredInvoice {
  const dueDate = Temporal.PlainDate.from(today).add({ days: settings.paymentDays }).toString();
  const { net, tax, gross } = order.totals;
  const invoice: CanonicalInvoice = {
    externalId: order.orderId,
    number,
    kind: 'invoice',
    status: 'posted',
    debtorExternalId: order.accountId,
    ...{ documentDate: today, postingDate: today, dueDate },
    currency: order.currency,
    pricesIncludeTax: false,
    customerReference: order.customerReference,
    ourReference: order.orderNumber,
    lines: order.lines.filter(({ destination }) => destination === 'erp').map((line) => lineOf(order, line)),
    totals: { net, tax, gross },
    payment: { state: 'open', openAmount: gross },
  };
  return prepareInvoice(invoice, { amount: '0' });
}

const lineOf = ({ orderId }: Order, line: OrderLine): CanonicalLine => ({
  externalId: line.lineId,
  position: line.lineId,
  kind: line.productKind === 'goods' ? 'product' : 'service',
  productNumber: line.productNumber,
  description: line.description,
  quantity: line.quantity,
  unit: line.unit,
  unitPrice: line.unitPrice,
  discountPercent: line.discountPercent,
  net: line.netAfterDiscount,
  taxRate: line.vat.rate,
  ourReference: `${orderId}/${line.lineId}`,
});
