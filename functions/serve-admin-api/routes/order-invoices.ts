import * as z from 'zod';
import { orderIdSchema } from '../../../domain/records/record-parts.ts';
import { listOrderInvoices } from '../../shared/store/order-invoices.ts';
import { may, route } from '../define-route.ts';
import { requireOrder } from '../orders/read-order.ts';
import { exampleIds } from '../views/example-ids.ts';
import { invoiceRowView, invoiceRowViewSchema } from '../views/invoice-view.ts';

export const orderInvoiceRoutes = [
  route({
    id: 'listOrderInvoices',
    method: 'GET',
    path: '/orders/{orderId}/invoices',
    tag: 'Orders',
    summary: 'List the invoices and credit notes that name the order',
    description:
      'By our key in the reference field of the ERP, of the document or one of its lines (I-7), the latest last; without an ERP the one made here.',
    roles: may.read,
    params: z.object({ orderId: orderIdSchema.meta({ example: exampleIds.order }) }),
    returns: { page: invoiceRowViewSchema },
    handle: async ({ caller, params: { orderId } }, ports) => {
      const order = await requireOrder(ports, { company: caller.company, orderId });
      return { items: (await listOrderInvoices(ports.store, order)).map(invoiceRowView) };
    },
  }),
];
