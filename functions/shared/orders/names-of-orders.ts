import { orderReferences } from '../../../domain/invoices/order-references.ts';
import type { InvoiceRecord } from '../../../domain/records/invoice.ts';
import { erpOrderNames } from '../store/erp-orders.ts';

/** All by which a document may name orders of ours: our keys, and what the ERP calls the orders that it bills (I-7). */
export const namesOfOrders = ({
  connectionId,
  canonical,
}: Pick<InvoiceRecord, 'connectionId' | 'canonical'>): string[] => [
  ...orderReferences(canonical),
  ...(canonical?.orders ?? []).flatMap((order) => erpOrderNames(connectionId, order)),
];
