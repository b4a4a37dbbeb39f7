import { Command, Option } from 'commander';
import * as z from 'zod';
import { entitySchema } from '../../domain/canonical/change.ts';
import { deliveryStateSchema } from '../../domain/records/delivery.ts';
import type { ConnectorFiles } from '../../functions/shared/erp/connector-files.ts';
import { adminClientFor, type AdminClient } from '../admin-client.ts';
import { instant, wholeNumber } from '../arguments.ts';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../output.ts';
import { withProgress } from '../progress.ts';
import { connectorsFolder } from './connectors-folder.ts';
import { localFiles } from './local-connector.ts';
import { linesOfRehearsal } from './rehearsal-lines.ts';
import { addRehearsed, rehearsedSchema, nothingRehearsed, type Rehearsed } from './rehearsed.ts';

const optionsSchema = z.object({
  connection: z.string(),
  last: z.coerce.number().default(200),
  entity: z.string().optional(),
  state: z.string().optional(),
  since: z.string().optional(),
  connectors: z.string(),
  json: z.boolean().default(false),
});
type Options = z.infer<typeof optionsSchema>;

/** `connector rehearse <name>`: what a changed mapping would make of the deliveries that are stored. */
export function rehearseCommand(): Command {
  return new Command('rehearse')
    .description(
      'map stored deliveries with the files of a folder and tell what differs from what ships; writes nothing',
    )
    .argument('<name>', 'the connector')
    .requiredOption('--connection <id>', 'whose deliveries')
    .option('--last <n>', 'so many, the newest first (default: 200, at most 1000)', wholeNumber)
    .addOption(new Option('--entity <entity>', 'what they are about').choices(entitySchema.options))
    .addOption(new Option('--state <state>', 'what became of them').choices(deliveryStateSchema.options))
    .option('--since <when>', 'received from then on: 2026-01-31 or 2026-01-31T08:00:00Z', instant)
    .option('--connectors <folder>', 'where connectors are', connectorsFolder())
    .option('--json', 'print {"deliveries": …, "counts": …, "items": […]}')
    .addHelpText('after', '\nEnds with 0 where every record is equal, with 1 where one differs or fails.')
    .action((name: string, given: unknown, self: Command) =>
      runRehearsal({ name, command: self }, optionsSchema.parse(given)),
    );
}

async function runRehearsal(
  { name, command }: { readonly name: string; readonly command: Command },
  options: Options,
): Promise<void> {
  const connector = localFiles({ folder: options.connectors, name });
  const rehearsed = await rehearseAll(await adminClientFor(command), options, connector);
  print(options.json, rehearsed, () => linesOfRehearsal(rehearsed));
  const { counts } = rehearsed;
  const differing = ['changed', 'failing', 'mended', 'still-failing'].some(
    (verdict) => (counts[verdict] ?? 0) > 0,
  );
  if (differing) process.exitCode = exitCodes.failed.code;
}

/** Part after part; each covers as many deliveries as one request can. */
async function rehearseAll(
  client: AdminClient,
  { connection, last, entity, state, since }: Options,
  connector: ConnectorFiles,
): Promise<Rehearsed> {
  const path = `/connections/${encodeURIComponent(connection)}/rehearsals`;
  let rehearsed = nothingRehearsed;
  await withProgress('Rehearsing', async (say) => {
    let cursor: string | null | undefined;
    do {
      const wish = { last, entity, state, since, connector, ...(cursor && { cursor }) };
      const part = rehearsedSchema.parse(await client.post(path, wish));
      rehearsed = addRehearsed(rehearsed, part);
      cursor = part.cursor;
      say(`${rehearsed.deliveries} deliveries so far`);
    } while (cursor !== null);
  });
  return rehearsed;
}
