import { Command, InvalidArgumentError } from 'commander';
import * as z from 'zod';
import { adminClientFor } from '../admin-client.ts';
import { print, table } from '../output.ts';

const deliverySchema = z.looseObject({
  deliveryId: z.string(),
  connectionId: z.string(),
  receivedAt: z.string(),
  state: z.string(),
  reason: z.string().nullish(),
  changes: z
    .array(z.looseObject({ entity: z.string(), externalId: z.string().nullish(), number: z.string().nullish() }))
    .default([]),
});
export const deliveryPageSchema = z.looseObject({
  items: z.array(deliverySchema),
  cursor: z.string().nullish(),
});
export type DeliveryRow = z.infer<typeof deliverySchema>;

const filters = ['state', 'entity', 'number', 'from', 'to', 'text', 'connection', 'limit', 'cursor'] as const;

/** The query string of the filters that were given. */
export function deliveryQuery(options: Readonly<Record<string, unknown>>): string {
  const given = filters.flatMap((name) => {
    const value = options[name];
    return typeof value === 'string' ? [[name, value] as [string, string]] : [];
  });
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** The options that choose deliveries, shared by `deliveries` and `replay`. */
export function withFilters(command: Command): Command {
  return command
    .option('--state <state>', 'received, applied, superseded, duplicate, ignored or parked')
    .option('--entity <entity>', 'debtor, product or invoice')
    .option('--number <number>', 'the number of a debtor, product or document')
    .option('--from <instant>', 'received at or after, such as 2026-01-31 or 2026-01-31T08:00:00Z')
    .option('--to <instant>', 'received before')
    .option('--text <text>', 'words in the reason or in an id')
    .option('--connection <id>', 'of one connection')
    .option('--limit <n>', 'at most so many', wholeNumber);
}

/** `deliveries`: what was received and what became of it. */
export function deliveriesCommand(): Command {
  return withFilters(new Command('deliveries').description('search received deliveries, newest first'))
    .option('--cursor <cursor>', 'go on where the last page ended')
    .option('--json', 'print the page as the Admin API gives it')
    .action(async (options: Record<string, unknown>, command: Command) => {
      const client = await adminClientFor(command);
      const page = deliveryPageSchema.parse(await client.get(`/deliveries${deliveryQuery(options)}`));
      print(options['json'] === true, page, () => [
        ...table(['received', 'delivery', 'connection', 'state', 'record', 'reason'], page.items.map(row)),
        ...(page.cursor ? [`more: --cursor ${page.cursor}`] : []),
      ]);
    });
}

function row(delivery: DeliveryRow): string[] {
  const [first, ...others] = delivery.changes;
  const record = first ? `${first.entity} ${first.number ?? first.externalId ?? ''}` : '';
  return [
    delivery.receivedAt,
    delivery.deliveryId,
    delivery.connectionId,
    delivery.state,
    others.length > 0 ? `${record} +${others.length}` : record,
    delivery.reason ?? '',
  ];
}

function wholeNumber(text: string): string {
  if (/^[1-9]\d{0,3}$/.test(text)) return text;
  throw new InvalidArgumentError('a whole number from 1 on.');
}
