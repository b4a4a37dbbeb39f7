import { nextCoupling } from '../../domain/coupling/next-coupling.ts';
import { matchKeys } from '../../domain/coupling/match-keys.ts';
import { proposeCoupling, type Proposal } from '../../domain/coupling/propose-coupling.ts';
import type { Account } from '../../domain/records/account.ts';
import type { Coupling, Evidence } from '../../domain/records/coupling.ts';
import type { DebtorRecord } from '../../domain/records/debtor.ts';
import { getAccount } from '../shared/store/accounts.ts';
import { getCouplingOf, saveCoupling } from '../shared/store/couplings.ts';
import { getDebtor } from '../shared/store/debtors.ts';
import { linkDebtor } from '../shared/store/link-debtor.ts';
import { findOwners, replaceMatchKeys, type OwnerKind } from '../shared/store/match-keys.ts';
import { couplingIdOf } from '../shared/store/record-ids.ts';
import type { Store } from '../shared/store/store.ts';
import { followMerges } from './follow-merges.ts';
import type { CouplingTrigger } from './read-trigger.ts';

export interface CouplingPorts {
  readonly store: Store;
  readonly now: () => number;
}

/** A changed debtor or account is looked at anew, from what is stored now: how often and in which order events come does not matter. */
export function proposeCouplings(ports: CouplingPorts, trigger: CouplingTrigger): Promise<void> {
  return 'debtorId' in trigger ? lookAtDebtor(ports, trigger) : lookAtAccount(ports, trigger);
}

async function lookAtDebtor(
  ports: CouplingPorts,
  { company, debtorId }: { company: string; debtorId: string },
): Promise<void> {
  const debtor = await getDebtor(ports.store, company, debtorId);
  if (!debtor) return;
  const isThere = debtor.deletedAt === undefined && debtor.survivorId === undefined;
  const own = isThere ? matchKeys(debtor.canonical) : [];
  await replaceMatchKeys(ports.store, {
    company,
    ownerId: debtorId,
    version: debtor.version,
    matchKeys: own,
  });
  const known = await getCouplingOf(ports.store, company, debtorId);
  const proposal = await proposalFor(ports.store, debtor, { known, own });
  const at = new Date(ports.now()).toISOString();
  const next = nextCoupling(known, { debtor, couplingId: couplingIdOf(debtorId), proposal, at });
  if (next?.state === 'confirmed') await linkDebtor(ports.store, { coupling: next, debtor, at });
  else if (next) await saveCoupling(ports.store, next);
  await followMerges(ports.store, debtor, at);
}

async function proposalFor(
  store: Store,
  debtor: DebtorRecord,
  { known, own }: { readonly known: Coupling | undefined; readonly own: readonly Evidence[] },
): Promise<Proposal> {
  const accountIds = await ownersOf(store, { company: debtor.company, kind: 'acc_' }, own);
  const open = accountIds.filter((accountId) => !known?.rejectedAccountIds.includes(accountId));
  const accounts = await Promise.all(open.map((accountId) => getAccount(store, debtor.company, accountId)));
  return proposeCoupling(debtor.canonical, accounts.filter(isOpen));
}

const isOpen = (account: Account | undefined): account is Account =>
  account !== undefined && account.mergedInto === undefined;

/** Debtors that look like the account, now or by what it was before, are looked at again. */
async function lookAtAccount(
  ports: CouplingPorts,
  { company, accountId, version }: { company: string; accountId: string; version: number },
): Promise<void> {
  const account = await getAccount(ports.store, company, accountId);
  const own = isOpen(account) ? matchKeys(account) : [];
  const owned = { company, ownerId: accountId, version: account?.version ?? version, matchKeys: own };
  const before = await replaceMatchKeys(ports.store, owned);
  const debtorIds = await ownersOf(ports.store, { company, kind: 'deb_' }, [...own, ...before]);
  for (const debtorId of debtorIds) await lookAtDebtor(ports, { company, debtorId });
}

async function ownersOf(
  store: Store,
  search: { readonly company: string; readonly kind: OwnerKind },
  own: readonly Evidence[],
): Promise<string[]> {
  const owners = await Promise.all(own.map((key) => findOwners(store, search, key)));
  return [...new Set(owners.flat())];
}
