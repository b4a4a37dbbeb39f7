import { Command } from 'commander';
import * as z from 'zod';
import { adminClientFor } from '../admin-client.ts';
import { wholeNumber } from '../arguments.ts';
import { print, table } from '../output.ts';
import { filtersIn, withFilters } from './filters.ts';

const deliverySchema = z.looseObject({
  deliveryId: z.string(),
  connectionId: z.string(),
  receivedAt: z.string(),
  state: z.string(),
  reason: z.string().nullish(),
  changes: z
    .array(
      z.looseObject({
        entity: z.string().nullish(),
        externalId: z.string().nullish(),
        number: z.string().nullish(),
      }),
    )
    .default([]),
});
const pageSchema = z.looseObject({ items: z.array(deliverySchema), cursor: z.string().nullish() });
const optionsSchema = z.looseObject({
  limit: z.string().optional(),
  cursor: z.string().optional(),
  json: z.boolean().default(false),
});

/** `deliveries`: what was received and what became of it. */
export const deliveriesCommand = (): Command =>
  withPaging(
    withFilters(new Command('deliveries').description('search received deliveries, newest first')),
  ).action((given: Record<string, unknown>, command: Command) =>
    showPage(command, given, { path: '/deliveries', filter: filtersIn(given) }),
  );

export const withPaging = (command: Command): Command =>
  command
    .option('--limit <n>', 'at most so many', wholeNumber)
    .option('--cursor <cursor>', 'go on where the last page ended')
    .option('--json', 'print the page as the Admin API gives it');

/** Prints one page of a list of deliveries. */
export async function showPage(
  command: Command,
  given: Record<string, unknown>,
  list: { readonly path: string; readonly filter: Record<string, string> },
): Promise<void> {
  const { limit, cursor, json } = optionsSchema.parse(given);
  const paging = { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) };
  const query = new URLSearchParams({ ...list.filter, ...paging }).toString();
  const client = await adminClientFor(command);
  const page = pageSchema.parse(await client.get(`${list.path}${query === '' ? '' : `?${query}`}`));
  print(json, page, () => linesOf(page));
}

function linesOf({ items, cursor }: z.infer<typeof pageSchema>): string[] {
  return [
    ...table(['received', 'delivery', 'connection', 'state', 'record', 'reason'], items.map(row)),
    ...(cursor ? [`more: --cursor ${cursor}`] : []),
  ];
}

function row({
  receivedAt,
  deliveryId,
  connectionId,
  state,
  changes,
  reason,
}: z.infer<typeof deliverySchema>) {
  const [first, ...others] = changes;
  const record = first ? `${first.entity ?? ''} ${first.number ?? first.externalId ?? ''}`.trim() : '';
  const all = others.length > 0 ? `${record} +${others.length}` : record;
  return [receivedAt, deliveryId, connectionId, state, all, reason ?? ''];
}
