import * as z from 'zod';
import type { Erp } from '../erp.ts';
import { json, nothing } from '../http/messages.ts';
import type { SalesOrder } from '../records/document-records.ts';
import { requireLengths } from '../api/written-values.ts';
import { invoiceOrder } from '../sales/invoice-order.ts';
import { changeLines, deleteOrder, releaseOrder, shipOrder } from '../sales/order-desk.ts';
import { findRecord } from './find-record.ts';
import { exactNumber, howMany, read } from './route.ts';
import type { ControlCall, Route } from './route.ts';

const partSchema = z.strictObject({
  /** The first so many lines that are more than a remark; without it all that is left. */
  lines: howMany(5_000).optional(),
});

const editSchema = z.strictObject({
  externalDocumentNumber: z.string().optional(),
  lines: z
    .array(
      z.strictObject({
        sequence: exactNumber,
        quantity: exactNumber.optional(),
        unitPrice: exactNumber.optional(),
      }),
    )
    .default([]),
});

/** What clerks do with orders. */
export const orderRoutes: readonly Route[] = [
  { does: 'GET orders/references', serve: ({ erp }) => json(200, { value: references(erp) }) },
  { does: 'PATCH orders/:key', serve: (call) => json(200, edit(call)) },
  {
    does: 'DELETE orders/:key',
    serve: (call) => {
      deleteOrder(call.erp, orderOf(call));
      return nothing;
    },
  },
  { does: 'POST orders/:key/release', serve: (call) => json(200, releaseOrder(call.erp, orderOf(call))) },
  {
    does: 'POST orders/:key/ship',
    serve: (call) => json(200, shipOrder(call.erp, orderOf(call), read(partSchema, call.request).lines)),
  },
  {
    does: 'POST orders/:key/invoice',
    serve: (call) => json(201, invoiceOrder(call.erp, orderOf(call), read(partSchema, call.request).lines)),
  },
];

const orderOf = ({ erp, key }: ControlCall): SalesOrder => findRecord(erp, 'salesOrders', key);

function edit(call: ControlCall): SalesOrder {
  const { erp } = call;
  const { externalDocumentNumber, lines } = read(editSchema, call.request);
  requireLengths({ externalDocumentNumber }, { externalDocumentNumber: 35 });
  const order = orderOf(call);
  return changeLines(
    erp,
    { ...order, externalDocumentNumber: externalDocumentNumber ?? order.externalDocumentNumber },
    lines,
  );
}

export interface ReferenceCount {
  readonly externalDocumentNumber: string;
  /** Documents that carry it now; an invoice of an order that is still there is the same business. */
  readonly orders: number;
  readonly invoices: number;
}

/** How often each external document number was taken: what must be 1 for everything that was handed over. */
export function references(erp: Erp): ReferenceCount[] {
  const counts = new Map<string, { orders: number; invoices: number }>();
  for (const [set, kind] of [
    ['salesOrders', 'orders'],
    ['salesInvoices', 'invoices'],
  ] as const) {
    for (const { fields } of erp.records.list(set)) {
      const count = counts.get(fields.externalDocumentNumber) ?? { orders: 0, invoices: 0 };
      counts.set(fields.externalDocumentNumber, { ...count, [kind]: count[kind] + 1 });
    }
  }
  counts.delete('');
  return [...counts].map(([externalDocumentNumber, count]) => ({ externalDocumentNumber, ...count }));
}
