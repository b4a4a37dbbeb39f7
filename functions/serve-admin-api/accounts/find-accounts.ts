import type { Account } from '../../../domain/records/account.ts';
import type { Page } from '../../shared/http/answer.ts';
import type { PageRequest } from '../../shared/http/read-query.ts';
import { getAccount, listAccounts } from '../../shared/store/accounts.ts';
import { listDebtors } from '../../shared/store/debtors.ts';
import type { Store } from '../../shared/store/store.ts';

export interface AccountSearch {
  readonly company: string;
  readonly name?: string | undefined;
  readonly text?: string | undefined;
  readonly vatId?: string | undefined;
  readonly debtorNumber?: string | undefined;
}

export async function findAccounts(
  store: Store,
  search: AccountSearch,
  page: PageRequest,
): Promise<Page<Account>> {
  if (search.debtorNumber !== undefined)
    return byDebtorNumber(store, { ...search, debtorNumber: search.debtorNumber }, page);
  const { company, name, vatId } = search;
  const found = await listAccounts(store, { company, vatId, text: search.text ?? name }, page);
  return { ...found, items: found.items.filter((account) => fits(account, search)) };
}

/** Old numbers find their debtor too (D-6), and so the account it is linked to. */
async function byDebtorNumber(
  store: Store,
  search: AccountSearch & { debtorNumber: string },
  page: PageRequest,
): Promise<Page<Account>> {
  const { company, debtorNumber } = search;
  const debtors = await listDebtors(store, { company, number: debtorNumber, linked: true }, page);
  const accountIds = new Set(debtors.items.flatMap(({ accountId }) => accountId ?? []));
  const accounts = await Promise.all(
    [...accountIds].map((accountId) => getAccount(store, company, accountId)),
  );
  const items = accounts
    .filter((account) => account !== undefined)
    .filter((account) => fits(account, search));
  return { items, cursor: debtors.cursor };
}

/** What the store's filter does not know; signposts of merged accounts are not listed. */
const fits = (account: Account, { name, text }: AccountSearch): boolean =>
  account.mergedInto === undefined &&
  (name === undefined || holds(account.name, name)) &&
  (text === undefined ||
    [account.name, account.name2, account.email, account.website].some((value) => holds(value, text)));

const holds = (value: string | null | undefined, part: string): boolean =>
  value?.toLowerCase().includes(part.toLowerCase()) ?? false;
