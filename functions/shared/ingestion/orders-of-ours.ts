import type { CanonicalOrder } from '../../../domain/canonical/order.ts';
import { getErpOrder } from '../store/erp-orders.ts';
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
  const orderId = await findOrderId(store, company, ourReference);
  return orderId === undefined ? noneOfOurs(`No order here has the reference ${ourReference}.`) : undefined;
}

/** An order that is gone and was never known: nobody is told. */
export const onlyKnown = (stored: StoredRecord): StoredRecord =>
  stored.record?.canonical
    ? stored
    : { ...stored, outcome: 'ignored', ignored: 'No order is known that was deleted there.' };

const noneOfOurs = (ignored: string): StoredRecord => ({
  ...{ outcome: 'ignored', announces: false, ignored },
  ...{ record: undefined, before: undefined },
});
