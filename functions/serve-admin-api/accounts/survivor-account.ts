import type { Account } from '../../../domain/records/account.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getAccount } from '../../shared/store/accounts.ts';
import type { Store } from '../../shared/store/store.ts';

/** The account, or the one that stands for it since it was merged (D-6). A signpost always names an account that was open. */
export async function survivorAccount(store: Store, company: string, accountId: string): Promise<Account> {
  const account = await getAccount(store, company, accountId);
  if (!account) throw notFound(`account ${accountId}`);
  return account.mergedInto === undefined ? account : survivorAccount(store, company, account.mergedInto);
}
