import { accountSchema, type Account, type AccountFields } from '../../../domain/records/account.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import { createAccount, deleteAccount, getAccount, updateAccount } from '../../shared/store/accounts.ts';
import { listContacts } from '../../shared/store/contacts.ts';
import { listLinkedDebtorIds } from '../../shared/store/links.ts';
import { listOpportunities } from '../../shared/store/opportunities.ts';
import { listOrders } from '../../shared/store/orders.ts';
import { listQuotes } from '../../shared/store/quotes.ts';
import type { AdminPorts } from '../ports.ts';
import { given, type Changes } from './given-fields.ts';
import { assertNotMerged } from './require-account.ts';

export interface AccountVersion {
  readonly company: string;
  readonly accountId: string;
  readonly expectedVersion: number;
}

export async function openAccount(
  ports: AdminPorts,
  company: string,
  fields: AccountFields,
): Promise<Account> {
  const now = ports.now().toISOString();
  const accountId = `acc_${ports.newId()}`;
  const account = { ...fields, company, accountId, createdAt: now, updatedAt: now, version: 1 };
  const created = await createAccount(ports.store, account);
  await ports.announce(created, { deleted: false });
  return created;
}

export async function changeAccount(
  ports: AdminPorts,
  address: AccountVersion,
  changes: Changes<AccountFields>,
): Promise<Account> {
  const account = await expectedAccount(ports, address);
  assertNotMerged(account);
  const updated = await updateAccount(ports.store, nextVersion(ports, account, changes));
  await ports.announce(updated, { deleted: false });
  return updated;
}

export const nextVersion = (ports: AdminPorts, account: Account, changes: Changes<Account>): Account =>
  accountSchema.parse({
    ...account,
    ...given(changes),
    updatedAt: ports.now().toISOString(),
    version: account.version + 1,
  });

export async function removeAccount(ports: AdminPorts, address: AccountVersion): Promise<void> {
  const { company, accountId } = address;
  const account = await expectedAccount(ports, address);
  const [debtorIds, contacts] = await Promise.all([
    listLinkedDebtorIds(ports.store, company, accountId),
    listContacts(ports.store, { company, accountId }, { limit: 1 }),
  ]);
  if (debtorIds.length > 0) throw conflict(`Undo the coupling of ${debtorIds.length} debtor(s) first.`);
  if (contacts.items.length > 0) throw conflict('Delete its contacts or move them to another account first.');
  await assertNothingSold(ports, address);
  await deleteAccount(ports.store, account);
  await ports.announce(account, { deleted: true });
}

/** Quotes and orders are kept, and with them whom they are for. */
async function assertNothingSold(
  { store }: AdminPorts,
  { company, accountId }: AccountVersion,
): Promise<void> {
  const page = { limit: 1 };
  const lists = await Promise.all([
    listOpportunities(store, { company, accountId }, page),
    listQuotes(store, { company, accountId }, page),
    listOrders(store, { company, accountId }, page),
  ]);
  if (lists.some(({ items }) => items.length > 0))
    throw conflict('It has opportunities, quotes or orders; merge it into another account instead.');
}

export async function expectedAccount(ports: AdminPorts, address: AccountVersion): Promise<Account> {
  const account = await getAccount(ports.store, address.company, address.accountId);
  if (!account) throw notFound(`account ${address.accountId}`);
  assertVersion(account.version, address.expectedVersion);
  return account;
}
