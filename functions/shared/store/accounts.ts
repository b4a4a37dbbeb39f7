import { accountSchema, type Account } from '../../../domain/records/account.ts';
import { indexes, keys, sorts } from './keys.ts';
import { listPage, type Page, type PageRequest } from './pages.ts';
import { deleteSmall, getSmall, putSmall, readHead, type SmallLayout } from './small-records.ts';
import type { Store } from './store.ts';

const accountLayout: SmallLayout<Account> = {
  schema: accountSchema,
  key: ({ company, accountId }) => keys.record(company, accountId),
  index1: ({ company, name, accountId }) => ({
    partition: indexes.byName(company, 'account'),
    sort: sorts.byName(name, accountId),
  }),
  index2: ({ company, accountId, mergedInto }) =>
    mergedInto === undefined
      ? undefined
      : { partition: indexes.ofAccount(company, mergedInto), sort: sorts.mergedAccount(accountId) },
};

export interface AccountFilter {
  readonly company: string;
  /** Part of name, name2, e-mail address or website. */
  readonly text?: string | undefined;
  readonly vatId?: string | undefined;
}

export const getAccount = (store: Store, company: string, accountId: string): Promise<Account | undefined> =>
  getSmall(store, accountLayout, keys.record(company, accountId));

export const createAccount = (store: Store, account: Account): Promise<Account> =>
  putSmall(store, accountLayout, account);

/** `account` carries the new version; the stored one must be the version before. */
export const updateAccount = (store: Store, account: Account): Promise<Account> =>
  putSmall(store, accountLayout, account);

export const deleteAccount = (store: Store, account: Account): Promise<void> =>
  deleteSmall(store, accountLayout, account);

/** By name. */
export const listAccounts = (
  store: Store,
  filter: AccountFilter,
  page: PageRequest,
): Promise<Page<Account>> =>
  listPage(
    store,
    {
      table: store.crm,
      index: 'gsi1',
      stretches: [{ partition: indexes.byName(filter.company, 'account') }],
      read: (item) => {
        const account = readHead(accountSchema, item);
        return matches(account, filter) ? account : undefined;
      },
    },
    page,
  );

const matches = (account: Account, { text, vatId }: AccountFilter): boolean =>
  (vatId === undefined || compact(account.vatId) === compact(vatId)) &&
  (text === undefined || searchText(account).includes(text.toLowerCase()));

const searchText = ({ name, name2, email, website }: Account): string =>
  [name, name2, email, website].join('\n').toLowerCase();

const compact = (vatId: string | null | undefined): string =>
  (vatId ?? '').replace(/[^a-z0-9]/gi, '').toUpperCase();
