import { parkedPartition } from './keys.ts';
import { queryPages } from './query-pages.ts';
import type { Store } from './store.ts';

/** How many deliveries wait for a person; counted in the sparse index of parked ones. */
export async function countParked(store: Store, company: string): Promise<number> {
  let count = 0;
  const pages = queryPages(store.tables, {
    TableName: store.deliveries,
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :partition',
    ExpressionAttributeValues: { ':partition': { S: parkedPartition(company) } },
    Select: 'COUNT',
  });
  for await (const page of pages) count += page.Count ?? 0;
  return count;
}
