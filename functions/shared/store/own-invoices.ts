import { invoiceRecordSchema, type InvoiceRecord } from '../../../domain/records/invoice.ts';
import type { Order } from '../../../domain/records/order.ts';
import { prepareLarge, type LargeLayout } from './large-records.ts';
import { invoiceLayout } from './mirror-layout.ts';
import { writeNumbered } from './number-series.ts';
import { numberPut } from './numbers.ts';
import { OWN_CONNECTION, recordIdOf } from './record-ids.ts';
import { orderLayout } from './sales-layouts.ts';
import type { Store } from './store.ts';

/** As those of an ERP, so that lists, lines, series and analyses know no difference. */
const layout: LargeLayout<InvoiceRecord> = {
  schema: invoiceRecordSchema,
  recordId: ({ recordId }) => recordId,
  head: invoiceLayout.head,
  index1: invoiceLayout.index1,
  index2: invoiceLayout.index2,
};

export interface Issued {
  readonly invoice: InvoiceRecord;
  readonly order: Order;
}

/** Follows from the order: an order has one invoice at most, for ever. */
export const ownInvoiceIdOf = (orderId: string): string =>
  recordIdOf({ connectionId: OWN_CONNECTION, entity: 'invoice', externalId: orderId });

/** Makes an invoice without an ERP (O-10): number, invoice and the order's new state are one write, so the series has no gap. */
export const issueInvoice = (
  store: Store,
  { company, series }: { readonly company: string; readonly series: string },
  make: (count: number) => Issued,
): Promise<Issued> =>
  writeNumbered(store, { company, series: [series] }, async (next) => {
    const made = make(next(series));
    const parts = await Promise.all([
      prepareLarge(store, layout, made.invoice),
      prepareLarge(store, orderLayout, made.order),
    ]);
    const { recordId, canonical } = made.invoice;
    const number = { company, entity: 'invoice' as const, number: canonical?.number ?? '', recordId };
    return {
      made,
      records: [...parts.map(({ write }) => write), numberPut(store, { ...number, kind: canonical?.kind })],
      tidy: async () => void (await Promise.all(parts.map((part) => part.tidy()))),
    };
  });
