import type { Account } from '../../../domain/records/account.ts';
import { conflict, HttpProblem } from '../../shared/http/problem.ts';
import { getAccount } from '../../shared/store/accounts.ts';
import type { Store } from '../../shared/store/store.ts';

/** The account a body refers to. A merged one is only a signpost: nothing new may be attached to it. */
export async function requireOpenAccount(store: Store, company: string, accountId: string): Promise<Account> {
  const account = await getAccount(store, company, accountId);
  if (!account) {
    const errors = [{ field: 'accountId', reason: `there is no account ${accountId}` }];
    throw new HttpProblem('invalid-body', 'The account does not exist.', { errors });
  }
  assertNotMerged(account);
  return account;
}

export function assertNotMerged({ accountId, mergedInto }: Account): void {
  if (mergedInto !== undefined)
    throw conflict(`Account ${accountId} was merged into ${mergedInto}; use that one.`);
}
