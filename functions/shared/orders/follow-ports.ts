import type { ErpOrderRecord } from '../../../domain/records/erp-order.ts';
import type { InvoiceRecord } from '../../../domain/records/invoice.ts';
import type { Order } from '../../../domain/records/order.ts';

export interface OrderInvoice {
  readonly company: string;
  readonly orderId: string;
  readonly invoiceId: string;
}

export interface FollowPorts {
  readonly orders: {
    get(company: string, orderId: string): Promise<Order | undefined>;
    /** A version that is not the next is a ConcurrentChangeError. */
    save(order: Order): Promise<unknown>;
    /** By our reference in the ERP, or the id of the record that it was linked with there. */
    find(company: string, reference: string): Promise<string | undefined>;
  };
  readonly erpOrders: { get(company: string, erpOrderId: string): Promise<ErpOrderRecord | undefined> };
  readonly invoices: {
    get(company: string, invoiceId: string): Promise<InvoiceRecord | undefined>;
    /** Once and for all, however often it is said. */
    note(link: OrderInvoice): Promise<void>;
    ofOrder(company: string, orderId: string): Promise<readonly string[]>;
  };
  readonly now: () => number;
}
