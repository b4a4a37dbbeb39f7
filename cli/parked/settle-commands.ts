import { Command } from 'commander';
import * as z from 'zod';
import { adminClientFor } from '../admin-client.ts';
import { exitCodes } from '../exit-codes.ts';
import { print, table } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { parkedFilterIn, withParkedFilters } from './filters.ts';
import { settleAll, type Settled, type Settling } from './settle-all.ts';

const optionsSchema = z.looseObject({
  all: z.boolean().default(false),
  preview: z.boolean().default(false),
  json: z.boolean().default(false),
  reason: z.string().optional(),
});
type Options = z.infer<typeof optionsSchema>;

/** `parked release`: tries again what waits, all that the filters choose. */
export const releaseCommand = (): Command =>
  settleCommand('release', 'try parked deliveries again, with the mapping of today').action(
    (given: Record<string, unknown>, command: Command) =>
      settle(command, given, { path: '/parked/release', title: 'Releasing parked deliveries' }),
  );

/** `parked discard`: decides that what waits shall have no effect, all that the filters choose. */
export const discardCommand = (): Command =>
  settleCommand('discard', 'decide that parked deliveries shall have no effect')
    .requiredOption('--reason <text>', 'why, kept with each of them')
    .action((given: Record<string, unknown>, command: Command) =>
      settle(command, given, { path: '/parked/discard', title: 'Discarding parked deliveries' }),
    );

const settleCommand = (name: string, description: string): Command =>
  withParkedFilters(new Command(name).description(description))
    .option('--all', 'needed where no filter chooses: whatever is parked')
    .option('--preview', 'only tell what would happen')
    .option('--json', 'print {"done": …, "byCause": …, "refused": […]}');

async function settle(
  command: Command,
  given: Record<string, unknown>,
  settling: Pick<Settling, 'path' | 'title'>,
): Promise<void> {
  const { all, preview, json, reason } = optionsSchema.parse(given);
  const filter = parkedFilterIn(given);
  if (!all && Object.keys(filter).length === 0)
    throw new UsageError('Choose by a filter, or say --all for whatever is parked.');
  const body = { filter, preview, ...(reason !== undefined && { reason }) };
  const settled = await settleAll(await adminClientFor(command), { ...settling, body });
  print(json, settled, () => inWords(command.name(), { preview }, settled));
  if (settled.refused.length > 0) process.exitCode = exitCodes.failed.code;
}

function inWords(verb: string, { preview }: Pick<Options, 'preview'>, settled: Settled): string[] {
  const { done, byCause, refused } = settled;
  const causes = Object.entries(byCause).map(([cause, count]) => `${cause} ${count}`);
  const counted = `${done}${causes.length > 0 ? ` (${causes.join(', ')})` : ''}`;
  const past = verb === 'release' ? 'released' : 'discarded';
  return [
    preview ? `would be ${past}: ${counted}` : `${past}: ${counted}`,
    ...(refused.length > 0
      ? table(
          ['stays parked', 'reason'],
          refused.map(({ deliveryId, reason }) => [deliveryId, reason]),
        )
      : []),
  ];
}
