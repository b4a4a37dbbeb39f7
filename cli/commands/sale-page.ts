import type { Command } from 'commander';
import * as z from 'zod';
import { adminClientFor } from '../admin-client.ts';
import { print, table } from '../output.ts';

const optionsSchema = z.looseObject({
  limit: z.string().optional(),
  cursor: z.string().optional(),
  json: z.boolean().default(false),
});

/** One list of the sale: which filters it knows, and how a row is printed. */
export interface SaleList<Row> {
  readonly path: string;
  readonly filter: Readonly<Record<string, string | undefined>>;
  readonly row: z.ZodType<Row>;
  readonly head: readonly string[];
  readonly cells: (row: Row) => readonly string[];
}

/** Prints one page, for people or as the Admin API gives it. */
export async function printPage<Row>(
  command: Command,
  given: Record<string, unknown>,
  list: SaleList<Row>,
): Promise<void> {
  const { limit, cursor, json } = optionsSchema.parse(given);
  const query = queryOf({ ...list.filter, limit, cursor });
  const client = await adminClientFor(command);
  const answer = await client.get(list.path + query);
  const page = z.looseObject({ items: z.array(list.row), cursor: z.string().nullish() }).parse(answer);
  print(json, answer, () => [
    ...table(list.head, page.items.map(list.cells)),
    ...(page.cursor ? [`more: --cursor ${page.cursor}`] : []),
  ]);
}

function queryOf(asked: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? '' : `?${query.toString()}`;
}
