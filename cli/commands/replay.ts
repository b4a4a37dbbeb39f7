import { Command } from 'commander';
import { Listr } from 'listr2';
import * as z from 'zod';
import { adminClientFor, type AdminClient } from '../admin-client.ts';
import { print, table } from '../output.ts';
import { deliveryPageSchema, deliveryQuery, withFilters } from './deliveries.ts';

const outcomeSchema = z.looseObject({
  deliveryId: z.string(),
  outcome: z.string(),
  reason: z.string().nullish(),
});
const replaySchema = z.looseObject({ items: z.array(outcomeSchema) });
type Outcome = z.infer<typeof outcomeSchema>;

const perRequest = 50;

/** `replay`: runs stored deliveries again through today's mapping; `--preview` only tells what would happen. */
export function replayCommand(): Command {
  return withFilters(new Command('replay').description('run stored deliveries again through today’s mapping'))
    .argument('[deliveries...]', 'their ids; without ids the filters choose')
    .option('--preview', 'only tell what would happen')
    .option('--json', 'print one document for scripts')
    .action(async (ids: string[], options: Record<string, unknown>, command: Command) => {
      if (ids.length === 0 && deliveryQuery(options) === '') {
        command.error('name deliveries or choose them by a filter (--help lists the filters)');
      }
      const client = await adminClientFor(command);
      const chosen = ids.length > 0 ? ids : await choose(client, options);
      const outcomes = await replayAll(client, chosen, options['preview'] === true);
      print(options['json'] === true, { items: outcomes }, () =>
        table(['delivery', 'outcome', 'reason'], outcomes.map((o) => [o.deliveryId, o.outcome, o.reason ?? ''])),
      );
    });
}

async function choose(client: AdminClient, options: Record<string, unknown>): Promise<string[]> {
  const chosen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = deliveryQuery({ ...options, ...(cursor === undefined ? {} : { cursor }) });
    const page = deliveryPageSchema.parse(await client.get(`/deliveries${query}`));
    chosen.push(...page.items.map(({ deliveryId }) => deliveryId));
    cursor = options['limit'] === undefined ? (page.cursor ?? undefined) : undefined;
  } while (cursor !== undefined);
  return chosen;
}

/** Progress goes to stderr, so that stdout stays one document. */
async function replayAll(client: AdminClient, ids: readonly string[], preview: boolean): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const portions = Array.from({ length: Math.ceil(ids.length / perRequest) }, (_, n) =>
    ids.slice(n * perRequest, (n + 1) * perRequest),
  );
  const tasks = portions.map((deliveryIds, n) => ({
    title: `${preview ? 'looking at' : 'replaying'} ${n * perRequest + 1} to ${n * perRequest + deliveryIds.length} of ${ids.length}`,
    task: async () => {
      const answer = await client.post('/deliveries/replay', { deliveryIds, preview });
      outcomes.push(...replaySchema.parse(answer).items);
    },
  }));
  await new Listr(tasks, { renderer: process.stderr.isTTY ? 'default' : 'silent' }).run();
  return outcomes;
}
