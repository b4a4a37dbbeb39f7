import { getErpOrder } from '../store/erp-orders.ts';
import { getInvoice } from '../store/invoices.ts';
import { listOrderInvoiceIds, noteOrderInvoice } from '../store/order-invoices.ts';
import { findOrderId, getOrder, updateOrder } from '../store/orders.ts';
import type { Store } from '../store/store.ts';
import type { FollowPorts } from './follow-ports.ts';

/** Orders, what the ERP has of them, and the invoices that bill them, as they are stored. */
export const followPorts = (store: Store): FollowPorts => ({
  orders: {
    get: (company, orderId) => getOrder(store, company, orderId),
    save: (order) => updateOrder(store, order),
    find: (company, reference) => findOrderId(store, company, reference),
  },
  erpOrders: { get: (company, erpOrderId) => getErpOrder(store, company, erpOrderId) },
  invoices: {
    get: (company, invoiceId) => getInvoice(store, company, invoiceId),
    note: (link) => noteOrderInvoice(store, link),
    ofOrder: (company, orderId) => listOrderInvoiceIds(store, company, orderId),
  },
  now: Date.now,
});
