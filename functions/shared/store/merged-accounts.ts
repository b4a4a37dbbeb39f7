import { accountSchema } from '../../../domain/records/account.ts';
import { indexes, MERGED_ACCOUNT } from './keys.ts';
import { listPage } from './pages.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

/** The account and all that were merged into it, or into one of those: what they had is found under the survivor (D-6). */
export async function accountWithMerged(store: Store, company: string, accountId: string): Promise<string[]> {
  const found = new Set([accountId]);
  for (const each of found) {
    for (const merged of await mergedInto(store, company, each)) found.add(merged);
  }
  return [...found];
}

async function mergedInto(store: Store, company: string, accountId: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listPage(
      store,
      {
        table: store.crm,
        index: 'gsi2',
        stretches: [{ partition: indexes.ofAccount(company, accountId), prefix: MERGED_ACCOUNT }],
        read: (item) => readHead(accountSchema, item).accountId,
      },
      { limit: 200, cursor },
    );
    ids.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return ids;
}
