import type { Account } from '../../../domain/records/account.ts';
import type { Contact } from '../../../domain/records/contact.ts';
import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { conflict } from '../../shared/http/problem.ts';
import { updateAccount } from '../../shared/store/accounts.ts';
import { listContacts, updateContact } from '../../shared/store/contacts.ts';
import { getCouplingOf } from '../../shared/store/couplings.ts';
import { getDebtor } from '../../shared/store/debtors.ts';
import { everyPage } from '../../shared/store/every-row.ts';
import { linkDebtor } from '../../shared/store/link-debtor.ts';
import { listLinkedDebtorIds } from '../../shared/store/links.ts';
import type { AdminPorts } from '../ports.ts';
import { expectedAccount, nextVersion, type AccountVersion } from './keep-account.ts';
import { requireOpenAccount } from './require-account.ts';

export interface Merge extends AccountVersion {
  readonly into: string;
}

/**
 * The signpost is set first, so that nothing new is attached while contacts and debtors move one by one (D-6). Each move is
 * complete in itself: an interrupted merge is finished by asking for it again.
 */
export async function mergeAccount(ports: AdminPorts, merge: Merge, decidedBy: string): Promise<Account> {
  if (merge.into === merge.accountId) throw conflict('An account cannot be merged into itself.');
  const survivor = await requireOpenAccount(ports.store, merge.company, merge.into);
  const account = await expectedAccount(ports, merge);
  if (account.mergedInto !== undefined && account.mergedInto !== merge.into) {
    throw conflict(`The account was merged into ${account.mergedInto} already.`);
  }
  if (account.mergedInto === undefined) await setSignpost(ports, account, merge.into);
  await moveContacts(ports, merge);
  await moveDebtors(ports, merge, decidedBy);
  return survivor;
}

async function setSignpost(ports: AdminPorts, account: Account, into: string): Promise<void> {
  const signpost = await updateAccount(ports.store, nextVersion(ports, account, { mergedInto: into }));
  await ports.announce(signpost, { deleted: false });
}

async function moveContacts(ports: AdminPorts, { company, accountId, into }: Merge): Promise<void> {
  for await (const contacts of everyPage((page) => listContacts(ports.store, { company, accountId }, page)))
    await Promise.all(contacts.map((contact) => moveContact(ports, contact, into)));
}

const moveContact = (ports: AdminPorts, contact: Contact, accountId: string): Promise<Contact> =>
  updateContact(ports.store, {
    ...contact,
    accountId,
    updatedAt: ports.now().toISOString(),
    version: contact.version + 1,
  });

async function moveDebtors(
  ports: AdminPorts,
  { company, accountId, into }: Merge,
  decidedBy: string,
): Promise<void> {
  for (const debtorId of await listLinkedDebtorIds(ports.store, company, accountId)) {
    await moveDebtor(ports, { company, debtorId, into }, decidedBy);
  }
}

async function moveDebtor(
  ports: AdminPorts,
  { company, debtorId, into }: { company: string; debtorId: string; into: string },
  decidedBy: string,
): Promise<void> {
  const [coupling, debtor] = await Promise.all([
    getCouplingOf(ports.store, company, debtorId),
    getDebtor(ports.store, company, debtorId),
  ]);
  if (!coupling || !debtor)
    throw new ConcurrentChangeError(`The link of ${debtorId} changed meanwhile; merge again.`);
  const at = ports.now().toISOString();
  const moved = {
    ...coupling,
    // Also where a merge of debtors asked which of two accounts is right (D-6): now they are one.
    state: 'confirmed' as const,
    accountId: into,
    decidedBy,
    decidedAt: at,
    updatedAt: at,
    version: coupling.version + 1,
  };
  await linkDebtor(ports.store, { coupling: moved, debtor, at });
}
