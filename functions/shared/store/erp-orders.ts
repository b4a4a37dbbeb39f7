import type { DocumentName } from '../../../domain/canonical/invoice.ts';
import type { ErpOrderRecord } from '../../../domain/records/erp-order.ts';
import { batchWrite } from './batch-write.ts';
import { erpOrderLayout } from './mirror-layout.ts';
import { getMirrored } from './mirror-records.ts';
import { numberItem } from './numbers.ts';
import { findOrderId } from './orders.ts';
import { recordIdOf } from './record-ids.ts';
import type { Store } from './store.ts';

/** An order of ours as the ERP last stated it (O-9). */
export const getErpOrder = (
  store: Store,
  company: string,
  erpOrderId: string,
): Promise<ErpOrderRecord | undefined> =>
  getMirrored(store, erpOrderLayout, { company, recordId: erpOrderId });

/** Where our order is in the ERP: by its immutable id and its number there, whatever becomes of the reference on it. */
export interface ErpOrderLink extends DocumentName {
  readonly company: string;
  readonly orderId: string;
  readonly connectionId: string;
}

/** The same items however often it is noted. */
export async function linkErpOrder(store: Store, link: ErpOrderLink): Promise<void> {
  const { company, orderId: recordId, connectionId } = link;
  const names = erpOrderNames(connectionId, link);
  const items = names.map((number) => numberItem({ company, entity: 'order', number, recordId }));
  await batchWrite(
    store,
    items.map((Item) => ({ table: store.crossReferences, request: { PutRequest: { Item } } })),
  );
}

/** What an order of the ERP is looked up by among the numbers of ours; none of ours has a slash. */
export const erpOrderNames = (connectionId: string, { externalId, number }: DocumentName): string[] => [
  ...(externalId ? [recordIdOf({ connectionId, entity: 'order', externalId })] : []),
  ...(number ? [`${connectionId}/${number}`] : []),
];

/** The order of ours that the ERP's record was linked with when it was handed over. */
export const findLinkedOrderId = (
  store: Store,
  company: string,
  erpOrderId: string,
): Promise<string | undefined> => findOrderId(store, company, erpOrderId);
