import { accountSchema } from '../../../domain/records/account.ts';
import { everyRow } from './every-row.ts';
import type { Item } from './items.ts';
import { indexes, MERGED_ACCOUNT } from './keys.ts';
import { listPage } from './pages.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

const ROWS_PER_READ = 200;

/** The account and all that were merged into it, or into one of those: what they had is found under the survivor (D-6). */
export async function accountWithMerged(store: Store, company: string, accountId: string): Promise<string[]> {
  const found = new Set([accountId]);
  for (const each of found) {
    for await (const merged of mergedInto(store, company, each)) found.add(merged);
  }
  return [...found];
}

function mergedInto(store: Store, company: string, accountId: string): AsyncGenerator<string> {
  const listing = {
    table: store.crm,
    index: 'gsi2' as const,
    stretches: [{ partition: indexes.ofAccount(company, accountId), prefix: MERGED_ACCOUNT }],
    read: (item: Item) => readHead(accountSchema, item).accountId,
  };
  return everyRow((page) => listPage(store, listing, page), ROWS_PER_READ);
}
