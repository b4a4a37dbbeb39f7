import { setTimeout as pass } from 'node:timers/promises';
import { Command, Option } from 'commander';
import * as z from 'zod';
import { entitySchema } from '../../domain/canonical/change.ts';
import { adminClientFor, type AdminClient } from '../admin-client.ts';
import { connectionId } from '../arguments.ts';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../output.ts';
import { withProgress } from '../progress.ts';
import { firstLoadLines, firstLoadSchema, watchFirstLoad, type FirstLoad } from './first-load.ts';

const optionsSchema = z.looseObject({
  ...{ dryRun: z.boolean().default(false), wait: z.boolean().default(false) },
  ...{ json: z.boolean().default(false), resume: z.string().optional() },
  entity: z.array(entitySchema).optional(),
});
type Options = z.infer<typeof optionsSchema>;

/** `connections`: what an integrator does with one. */
export const connectionsCommand = (): Command =>
  new Command('connections')
    .description('read everything an ERP has, for the first time')
    .addCommand(firstLoadCommand());

const firstLoadCommand = (): Command =>
  new Command('first-load')
    .description('read everything the ERP has, or look what would become of it')
    .argument('<connection>', 'its id', connectionId)
    .option('--dry-run', 'only map and compare; nothing is kept')
    .addOption(new Option('--entity <entities...>', 'only these').choices(entitySchema.options))
    .option('--resume <load>', 'let one go on that stopped or was killed')
    .option('--wait', 'show how it gets on and wait for its end')
    .option('--json', 'print the load as the Admin API gives it')
    .action(async (connection: string, given: Record<string, unknown>, command: Command) => {
      const options = optionsSchema.parse(given);
      const client = await adminClientFor(command);
      const begun = firstLoadSchema.parse(await begin(client, connection, options));
      const load = options.wait ? await waited(client, begun) : begun;
      print(options.json, load, () => firstLoadLines(load));
      if (load.state === 'stopped') process.exitCode = exitCodes.failed.code;
    });

function begin(client: AdminClient, connection: string, options: Options): Promise<unknown> {
  const path = `/connections/${connection}/first-loads`;
  if (options.resume !== undefined)
    return client.post(`${path}/${encodeURIComponent(options.resume)}/resume`, undefined);
  return client.post(path, { dryRun: options.dryRun, entities: options.entity });
}

const LOOK_EVERY_MS = 2_000;

async function waited(client: AdminClient, begun: FirstLoad): Promise<FirstLoad> {
  let load = begun;
  await withProgress(`First load of ${begun.connectionId}`, async (say) => {
    load = await watchFirstLoad(client, begun, { say, pause: () => pass(LOOK_EVERY_MS) });
  });
  return load;
}
