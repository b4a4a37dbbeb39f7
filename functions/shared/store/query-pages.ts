import type { Item } from './items.ts';
import type { TableInput, TableOutput, Tables } from './tables.ts';

/** All pages of a query, each asked for once the one before is done with. */
export async function* queryPages(
  tables: Tables,
  query: TableInput<'Query'>,
): AsyncGenerator<TableOutput<'Query'>> {
  let start: Item | undefined;
  do {
    const page = await tables('Query', { ...query, ...(start && { ExclusiveStartKey: start }) });
    yield page;
    start = page.LastEvaluatedKey;
  } while (start);
}
