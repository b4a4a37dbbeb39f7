import { inheritLink, releasedByMerge } from '../../domain/coupling/inherit-link.ts';
import type { DebtorRecord } from '../../domain/records/debtor.ts';
import { getCouplingOf, saveCoupling } from '../shared/store/couplings.ts';
import { getDebtor } from '../shared/store/debtors.ts';
import { linkDebtor } from '../shared/store/link-debtor.ts';
import { finalSurvivor, mergedDebtors, noteMerge } from '../shared/store/merged-debtors.ts';
import { couplingIdOf } from '../shared/store/record-ids.ts';
import type { Store } from '../shared/store/store.ts';

/**
 * Moves the links of merged debtors to the one that stands for them (D-6). Whichever of both is looked at last sees the other: the merge is
 * noted before the survivor is read, and the survivor is stored before its merged ones are. Each step is complete in itself and repeatable.
 */
export async function followMerges(store: Store, debtor: DebtorRecord, at: string): Promise<void> {
  if (debtor.survivorId !== undefined) await noteMerge(store, debtor, debtor.survivorId);
  const survivor = await finalSurvivor(store, debtor);
  if (!survivor) return;
  const merged = await mergedDebtors(store, survivor);
  for (const each of merged.filter(({ accountId }) => accountId !== undefined)) {
    await passOnLink(store, { merged: each, survivorId: survivor.recordId }, at);
  }
}

interface Merge {
  readonly merged: DebtorRecord;
  readonly survivorId: string;
}

async function passOnLink(store: Store, { merged, survivorId }: Merge, at: string): Promise<void> {
  const { company } = merged;
  const survivor = await getDebtor(store, company, survivorId);
  const known = await getCouplingOf(store, company, survivorId);
  if (!survivor) return;
  const inherited = inheritLink({ merged, survivor, known, couplingId: couplingIdOf(survivorId), at });
  if (inherited?.state === 'confirmed')
    await linkDebtor(store, { coupling: inherited, debtor: survivor, at });
  else if (inherited) await saveCoupling(store, inherited);
  const coupling = await getCouplingOf(store, company, merged.recordId);
  if (!coupling) throw new Error(`Debtor ${merged.recordId} has a link without a coupling.`);
  await linkDebtor(store, { coupling: releasedByMerge(coupling, survivorId, at), debtor: merged, at });
}
