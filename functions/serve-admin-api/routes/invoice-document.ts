import * as z from 'zod';
import { invoiceIdSchema } from '../../../domain/records/record-parts.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getInvoice } from '../../shared/store/invoices.ts';
import { OWN_CONNECTION } from '../../shared/store/record-ids.ts';
import { may, route } from '../define-route.ts';
import { documentFile, madeDocument, pdf } from '../documents.ts';
import { exampleIds } from '../views/example-ids.ts';

export const invoiceDocumentRoutes = [
  route({
    id: 'getInvoiceDocument',
    method: 'GET',
    path: '/invoices/{invoiceId}/document',
    tag: 'Invoices',
    summary: 'Get an invoice that was made here as PDF',
    description: 'Of a company without an ERP (O-10). Documents of an ERP’s invoices are the ERP’s.',
    roles: may.read,
    params: z.object({ invoiceId: invoiceIdSchema.meta({ example: exampleIds.invoice }) }),
    returns: { file: pdf },
    handle: async ({ caller: { company }, params: { invoiceId } }, ports) => {
      const invoice = await getInvoice(ports.store, company, invoiceId);
      if (invoice?.connectionId !== OWN_CONNECTION) throw notFound(`document of invoice ${invoiceId}`);
      // An invoice made here is known by the order it is for.
      const key = await madeDocument(ports, {
        ...{ action: 'render-invoice', company, orderId: invoice.externalId },
      });
      return documentFile(ports, key, invoice.canonical?.number ?? invoiceId);
    },
  }),
];
