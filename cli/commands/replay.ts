import { Command } from 'commander';
import * as z from 'zod';
import { adminClientFor, type AdminClient } from '../admin-client.ts';
import { deliveryIds, wholeNumber } from '../arguments.ts';
import { exitCodes } from '../exit-codes.ts';
import { print, table } from '../output.ts';
import { withProgress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { filtersIn, withFilters } from './filters.ts';

const outcomeSchema = z.looseObject({
  deliveryId: z.string(),
  outcome: z.string(),
  reason: z.string().nullish(),
});
type Outcome = z.infer<typeof outcomeSchema>;
const answerSchema = z.looseObject({ items: z.array(outcomeSchema), cursor: z.string().nullish() });

const optionsSchema = z.looseObject({
  limit: z.coerce.number().default(Infinity),
  preview: z.boolean().default(false),
  json: z.boolean().default(false),
});

/** What the Admin API takes in one request. */
const PER_REQUEST = 50;

interface Wish {
  readonly ids: readonly string[];
  readonly filter: Readonly<Record<string, string>>;
  readonly limit: number;
  readonly preview: boolean;
}

/** `replay`: runs stored deliveries again through today's mapping; `--preview` only tells what would happen. */
export function replayCommand(): Command {
  return withFilters(new Command('replay').description('run stored deliveries again through today’s mapping'))
    .argument('[deliveries...]', 'their ids; without ids the filters choose', deliveryIds)
    .option('--limit <n>', 'at most so many, the newest first', wholeNumber)
    .option('--preview', 'only tell what would happen')
    .option('--json', 'print {"items": […]}')
    .action(async (ids: string[] | undefined, given: Record<string, unknown>, command: Command) => {
      const { limit, preview, json } = optionsSchema.parse(given);
      const wish = { ids: ids ?? [], filter: filtersIn(given), limit, preview };
      refuseUnclear(wish);
      const outcomes = await replayAll(await adminClientFor(command), wish);
      const rows = outcomes.map(({ deliveryId, outcome, reason }) => [deliveryId, outcome, reason ?? '']);
      print(json, { items: outcomes }, () => table(['delivery', 'outcome', 'reason'], rows));
      if (outcomes.some(wasRefused)) process.exitCode = exitCodes.failed.code;
    });
}

const wasRefused = ({ outcome }: Outcome): boolean => outcome === 'refused' || outcome === 'unknown';

function refuseUnclear({ ids, filter }: Wish): void {
  const filtered = Object.keys(filter).length > 0;
  if (ids.length === 0 && !filtered) throw new UsageError('Name deliveries, or choose them by a filter.');
  if (ids.length > 0 && filtered) throw new UsageError('Either name deliveries or filter, not both.');
}

async function replayAll(client: AdminClient, wish: Wish): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  await withProgress(wish.preview ? 'Looking at deliveries' : 'Replaying deliveries', async (say) => {
    for await (const portion of portions(client, wish)) {
      outcomes.push(...portion);
      say(`${outcomes.length} so far`);
    }
  });
  return outcomes;
}

async function* portions(client: AdminClient, wish: Wish): AsyncGenerator<Outcome[]> {
  if (wish.ids.length > 0) yield* namedOnes(client, wish);
  else yield* filteredOnes(client, wish);
}

async function* namedOnes(client: AdminClient, { ids, limit, preview }: Wish): AsyncGenerator<Outcome[]> {
  const chosen = ids.slice(0, limit);
  for (let start = 0; start < chosen.length; start += PER_REQUEST) {
    const deliveryIds = chosen.slice(start, start + PER_REQUEST);
    yield answerSchema.parse(await client.post('/deliveries/replay', { deliveryIds, preview })).items;
  }
}

/** The Admin API chooses; a portion may be short or empty and still go on. */
async function* filteredOnes(
  client: AdminClient,
  { filter, limit, preview }: Wish,
): AsyncGenerator<Outcome[]> {
  let cursor: string | undefined;
  let left = limit;
  do {
    const portion = { filter, preview, limit: Math.min(left, PER_REQUEST), ...(cursor && { cursor }) };
    const answer = answerSchema.parse(await client.post('/deliveries/replay', portion));
    yield answer.items;
    cursor = answer.cursor ?? undefined;
    left -= answer.items.length;
  } while (cursor !== undefined && left > 0);
}
