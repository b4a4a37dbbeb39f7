import { getErpOrder } from '../shared/store/erp-orders.ts';
import { getInvoice } from '../shared/store/invoices.ts';
import { listOrderInvoiceIds, noteOrderInvoice } from '../shared/store/order-invoices.ts';
import { findOrderId, getOrder, updateOrder } from '../shared/store/orders.ts';
import type { Store } from '../shared/store/store.ts';
import type { FollowPorts } from './ports.ts';

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
