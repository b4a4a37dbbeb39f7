import type { ErpOrderRecord } from '../../../domain/records/erp-order.ts';
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

/** Where our order is in the ERP: by its immutable id, whatever becomes of the reference on it. */
export interface ErpOrderLink {
  readonly company: string;
  readonly orderId: string;
  readonly connectionId: string;
  readonly externalId: string;
}

/** The same item however often it is noted. */
export async function linkErpOrder(store: Store, link: ErpOrderLink): Promise<void> {
  const { company, orderId: recordId, connectionId, externalId } = link;
  const number = recordIdOf({ connectionId, entity: 'order', externalId });
  const Item = numberItem({ company, entity: 'order', number, recordId });
  await store.tables('PutItem', { TableName: store.crossReferences, Item });
}

/** The order of ours that the ERP's record was linked with when it was handed over. */
export const findLinkedOrderId = (
  store: Store,
  company: string,
  erpOrderId: string,
): Promise<string | undefined> => findOrderId(store, company, erpOrderId);
