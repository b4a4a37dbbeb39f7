import { json, nothing } from '../http/messages.ts';
import type { Answer } from '../http/messages.ts';
import type { SalesInvoice } from '../records/document-records.ts';
import { cancelInvoice, creditInvoice } from '../sales/credit-invoice.ts';
import { deleteDraft, draftInvoice, payInvoice, postInvoice, redraftInvoice } from '../sales/sales-desk.ts';
import type { InvoiceRequest } from '../sales/sales-desk.ts';
import type { Erp } from '../erp.ts';
import { findRecord } from './find-record.ts';
import {
  anyLines,
  creditSchema,
  customerFor,
  invoiceRequestFrom,
  invoiceSchema,
  largeSchema,
  paymentSchema,
  redraftSchema,
} from './invoice-requests.ts';
import { read } from './route.ts';
import type { ControlCall, Route } from './route.ts';

export const invoiceRoutes: readonly Route[] = [
  { does: 'POST invoices', serve: create },
  {
    does: 'POST invoices/large',
    serve: ({ erp, request }) => {
      const { lines, customer } = read(largeSchema, request);
      const posted = draftAndPost(erp, { customer: customerFor(erp, customer), lines: anyLines(erp, lines) });
      return json(201, posted);
    },
  },
  { does: 'PATCH invoices/:key', serve: redraft },
  {
    does: 'DELETE invoices/:key',
    serve: (call) => {
      deleteDraft(call.erp, invoiceOf(call));
      return nothing;
    },
  },
  { does: 'POST invoices/:key/post', serve: (call) => json(200, postInvoice(call.erp, invoiceOf(call))) },
  {
    does: 'POST invoices/:key/credit',
    serve: (call) =>
      json(201, creditInvoice(call.erp, invoiceOf(call), read(creditSchema, call.request).lines)),
  },
  { does: 'POST invoices/:key/cancel', serve: (call) => json(201, cancelInvoice(call.erp, invoiceOf(call))) },
  {
    does: 'POST invoices/:key/pay',
    serve: (call) =>
      json(200, payInvoice(call.erp, invoiceOf(call), read(paymentSchema, call.request).amount)),
  },
];

const invoiceOf = ({ erp, key }: ControlCall): SalesInvoice => findRecord(erp, 'salesInvoices', key);

function create({ erp, request }: ControlCall): Answer {
  const body = read(invoiceSchema, request);
  const wanted = invoiceRequestFrom(erp, body);
  return json(201, body.draft ? draftInvoice(erp, wanted) : draftAndPost(erp, wanted));
}

const draftAndPost = (erp: Erp, wanted: InvoiceRequest): SalesInvoice =>
  erp.records.together(() => postInvoice(erp, draftInvoice(erp, wanted)));

function redraft(call: ControlCall): Answer {
  const draft = invoiceOf(call);
  const body = read(redraftSchema, call.request);
  const customer = findRecord(call.erp, 'customers', draft.customerId);
  const lines = body.lines ?? anyLines(call.erp, 3);
  return json(
    200,
    redraftInvoice(call.erp, draft, { pricesIncludeTax: draft.pricesIncludeTax, ...body, customer, lines }),
  );
}
