import { ownInvoice } from '../../domain/invoices/own-invoice.ts';
import { formatNumber, seriesKey } from '../../domain/numbers/number-series.ts';
import { isUnderWay } from '../../domain/orders/order-states.ts';
import { EventsNotTakenError, OrderRejectedError } from '../../domain/errors.ts';
import { recordEvent } from '../../domain/events/record-event.ts';
import type { CompanySettings } from '../../domain/records/company-settings.ts';
import type { Order } from '../../domain/records/order.ts';
import type { EventPublisher } from '../shared/ingestion/ports.ts';
import { linesForErp } from '../shared/orders/order-context.ts';
import type { OrderStep } from '../shared/orders/order-step.ts';
import { getCompanySettings } from '../shared/store/company-settings.ts';
import { getInvoice } from '../shared/store/invoices.ts';
import { getOrder } from '../shared/store/orders.ts';
import { issueInvoice as storeInvoice, ownInvoiceIdOf, type Issued } from '../shared/store/own-invoices.ts';
import type { Store } from '../shared/store/store.ts';
import { ownInvoiceRecord } from './own-invoice-record.ts';

export interface InvoicePorts {
  readonly store: Store;
  readonly events: EventPublisher;
  /** The day in the company's time zone. */
  readonly today: () => string;
  readonly now: () => number;
}

export interface InvoiceIssued {
  readonly invoiceId: string;
}

/** Gives an order its invoice where no ERP does (O-10), once: asked again it answers the same. */
export async function issueInvoice(
  ports: InvoicePorts,
  { company, orderId }: OrderStep,
): Promise<InvoiceIssued> {
  const order = await getOrder(ports.store, company, orderId);
  if (!order) throw new Error(`There is no order ${orderId} of ${company}.`);
  if (order.invoiceId !== undefined) return announced(ports, order, order.invoiceId);
  const settings = await getCompanySettings(ports.store, company);
  if (!settings || !isUnderWay(order.state))
    throw new Error(`Order ${orderId} was not released for an invoice.`);
  if (linesForErp(order).length === 0)
    throw new OrderRejectedError(
      'nothing-to-invoice',
      'All lines of the order are recurring or booked by time; there is nothing to invoice now.',
    );
  await storeInvoice(ports.store, seriesOf(settings, ports.today()), (count) =>
    made(ports, { order, settings, count }),
  );
  return announced(ports, order, ownInvoiceIdOf(orderId));
}

/** Told each time: the run before may have ended in between, and whoever listens knows repetitions by the event's id. */
async function announced(ports: InvoicePorts, { company }: Order, invoiceId: string): Promise<InvoiceIssued> {
  const record = await getInvoice(ports.store, company, invoiceId);
  const event = record && recordEvent(record);
  const untold = event ? await ports.events.publish([event]) : new Set();
  if (untold.size > 0)
    throw new EventsNotTakenError(`The bus did not take the event of invoice ${invoiceId}.`);
  return { invoiceId };
}

const yearOf = (date: string): number => Number(date.slice(0, 4));

const seriesOf = ({ company, numbers }: CompanySettings, today: string) => ({
  company,
  series: seriesKey('invoice', numbers.invoice, yearOf(today)),
});

function made(
  { now, today }: InvoicePorts,
  {
    order,
    settings,
    count,
  }: { readonly order: Order; readonly settings: CompanySettings; readonly count: number },
): Issued {
  const day = today();
  const updatedAt = new Date(now()).toISOString();
  const number = formatNumber(settings.numbers.invoice, { year: yearOf(day), number: count });
  const invoice = ownInvoice({ order, settings, number, today: day });
  const invoiceId = ownInvoiceIdOf(order.orderId);
  return {
    invoice: ownInvoiceRecord({ company: order.company, invoiceId, invoice, at: updatedAt }),
    order: {
      ...order,
      state: 'invoiced',
      invoiceId,
      parked: undefined,
      updatedAt,
      version: order.version + 1,
    },
  };
}
