import type { ErpOrderRecord } from '../../../domain/records/erp-order.ts';
import { erpOrderLayout } from './mirror-layout.ts';
import { getMirrored } from './mirror-records.ts';
import type { Store } from './store.ts';

/** An order of ours as the ERP last stated it (O-9). */
export const getErpOrder = (
  store: Store,
  company: string,
  erpOrderId: string,
): Promise<ErpOrderRecord | undefined> =>
  getMirrored(store, erpOrderLayout, { company, recordId: erpOrderId });
