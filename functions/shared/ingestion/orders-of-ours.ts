import type { CanonicalOrder } from '../../../domain/canonical/order.ts';
import { findLinkedOrderId, getErpOrder } from '../store/erp-orders.ts';
import { findOrderId } from '../store/orders.ts';
import { recordIdOf } from '../store/record-ids.ts';
import type { Store } from '../store/store.ts';
import type { RecordChange, StoredRecord } from './store-record.ts';

/**
 * Why an order of the ERP is none of ours: it was not handed over from here. Ours are known by their reference before the ERP hears of
 * them, so that no answer of the ERP can be too early.
 */
export async function refusalOfOrder(
  store: Store,
  { company, connectionId }: Pick<RecordChange, 'company' | 'connectionId'>,
  { externalId, ourReference }: CanonicalOrder,
): Promise<StoredRecord | undefined> {
  const recordId = recordIdOf({ connectionId, entity: 'order', externalId });
  if (ourReference === undefined && (await getErpOrder(store, company, recordId))?.canonical)
    return undefined;
  if (!ourReference) return noneOfOurs('The order carries no reference of ours.');
  const orderId =
    (await findOrderId(store, company, ourReference)) ?? (await findLinkedOrderId(store, company, recordId));
  return orderId === undefined ? noneOfOurs(`No order here has the reference ${ourReference}.`) : undefined;
}

/** An order that is gone and never was ours: nobody is told. One of ours may be gone before we ever heard of it. */
export async function onlyKnown(store: Store, stored: StoredRecord): Promise<StoredRecord> {
  const { record } = stored;
  if (!record || record.canonical) return stored;
  if ((await findLinkedOrderId(store, record.company, record.recordId)) !== undefined) return stored;
  return { ...stored, outcome: 'ignored', ignored: 'No order is known that was deleted there.' };
}

const noneOfOurs = (ignored: string): StoredRecord => ({
  ...{ outcome: 'ignored', announces: false, ignored },
  ...{ record: undefined, before: undefined },
});
