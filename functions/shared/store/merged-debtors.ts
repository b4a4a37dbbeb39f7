import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import { getDebtor } from './debtors.ts';
import { keyOf } from './items.ts';
import { keys, mergedDebtorsPartition } from './keys.ts';
import { listDebtorIdsIn } from './links.ts';
import type { Store } from './store.ts';

type Address = Pick<DebtorRecord, 'company' | 'recordId'>;

/** Makes a merged debtor findable from its survivor. The debtor's own record says whether the merge still stands. */
export async function noteMerge(store: Store, debtor: Address, survivorId: string): Promise<void> {
  const key = keys.mergedDebtor(debtor.company, survivorId, debtor.recordId);
  await store.tables('PutItem', { TableName: store.crossReferences, Item: keyOf(key) });
}

/** All debtors that were merged into one, directly or by way of others (D-6). */
export async function mergedDebtors(store: Store, survivor: Address): Promise<DebtorRecord[]> {
  const { company, recordId } = survivor;
  const found = new Map<string, DebtorRecord>();
  const open = [recordId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const merged = await mergedDirectly(store, { company, recordId: id });
    const fresh = merged.filter((each) => each.recordId !== recordId && !found.has(each.recordId));
    for (const each of fresh) found.set(each.recordId, each);
    open.push(...fresh.map((each) => each.recordId));
  }
  return [...found.values()];
}

/**
 * The debtor at the end of the merges, which is the given one where it was not merged. Undefined where that is not known yet, or where the ERP
 * merged in a circle.
 */
export async function finalSurvivor(store: Store, debtor: DebtorRecord): Promise<DebtorRecord | undefined> {
  const seen = new Set<string>();
  let last: DebtorRecord | undefined = debtor;
  while (last?.survivorId !== undefined) {
    if (seen.has(last.recordId)) return undefined;
    seen.add(last.recordId);
    last = await getDebtor(store, debtor.company, last.survivorId);
  }
  return last;
}

async function mergedDirectly(store: Store, { company, recordId }: Address): Promise<DebtorRecord[]> {
  const ids = await listDebtorIdsIn(store, mergedDebtorsPartition(company, recordId));
  const debtors = await Promise.all(ids.map((id) => getDebtor(store, company, id)));
  return debtors.filter((debtor) => debtor !== undefined).filter(({ survivorId }) => survivorId === recordId);
}
