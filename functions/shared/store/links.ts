import { textOf } from './items.ts';
import { linkedDebtorsPartition } from './keys.ts';
import { queryPages } from './query-pages.ts';
import type { Store } from './store.ts';

/** The debtors linked to an account, read consistently: whoever deletes an account must see the link of a moment ago. */
export const listLinkedDebtorIds = (store: Store, company: string, accountId: string): Promise<string[]> =>
  listDebtorIdsIn(store, linkedDebtorsPartition(company, accountId));

/** All debtors a partition of the cross-references names, consistently. */
export async function listDebtorIdsIn(store: Store, partition: string): Promise<string[]> {
  const debtorIds: string[] = [];
  const pages = queryPages(store.tables, {
    TableName: store.crossReferences,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: partition } },
  });
  for await (const page of pages) debtorIds.push(...(page.Items ?? []).map((item) => textOf(item, 'sk')));
  return debtorIds;
}
