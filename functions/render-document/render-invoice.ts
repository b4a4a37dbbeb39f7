import { documentKeys } from '../../domain/documents/document-keys.ts';
import { invoiceDocument } from '../../domain/documents/invoice-document.ts';
import type { RenderAnswer } from '../../domain/documents/render-request.ts';
import type { Order } from '../../domain/records/order.ts';
import { letterheadOf, recipientOf, settingsOf } from './gather.ts';
import { alreadyKept, makeAndKeep } from './keep.ts';
import type { RenderPorts } from './ports.ts';
import { present } from './refusal.ts';

interface WantedInvoice {
  readonly company: string;
  readonly orderId: string;
}

/** An invoice has one document for ever (O-10). */
export async function renderInvoice(ports: RenderPorts, wanted: WantedInvoice): Promise<RenderAnswer> {
  const { company, orderId } = wanted;
  const order = present(await ports.records.order(company, orderId), `order ${orderId}`);
  const invoiceId = present(order.invoiceId, `invoice made here for order ${order.orderNumber}`);
  const key = documentKeys.invoice(company, invoiceId);
  return (await alreadyKept(ports.bucket, key)) ?? makeInvoice(ports, { order, invoiceId, key });
}

interface Made {
  readonly order: Order;
  readonly invoiceId: string;
  readonly key: string;
}

async function makeInvoice(ports: RenderPorts, { order, invoiceId, key }: Made): Promise<RenderAnswer> {
  const { records } = ports;
  const settings = await settingsOf(records, order.company);
  const record = await records.invoice(order.company, invoiceId);
  const invoice = present(record?.canonical, `invoice ${invoiceId}`);
  const recipient = await recipientOf(records, order);
  return makeAndKeep(ports, {
    key,
    document: invoiceDocument({ invoice, order, settings, recipient }),
    letterhead: () => letterheadOf(ports, settings),
  });
}
