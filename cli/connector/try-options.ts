import { Option, type Command } from 'commander';
import * as z from 'zod';
import { entitySchema } from '../../domain/canonical/change.ts';
import { metaSchema, type Meta } from '../../functions/shared/erp/trial/secrets-of-meta.ts';
import { jsonIn } from '../read-file.ts';
import { UsageError } from '../usage-error.ts';
import { connectorsFolder } from './connectors-folder.ts';

export const tryOptionsSchema = z.object({
  connectors: z.string(),
  connection: z.string().optional(),
  fetch: z.boolean().default(false),
  meta: z.string().optional(),
  as: entitySchema.optional(),
  resource: z.string().optional(),
  setting: z.array(z.string()).default([]),
  outbound: z.boolean().optional(),
  json: z.boolean().default(false),
});
export type TryOptions = z.infer<typeof tryOptionsSchema>;

export const withTryOptions = (command: Command): Command =>
  command
    .option(
      '--meta <file>',
      'JSON with headers, secret (text or list) or publicKey, verifyAtUnixTime, query, settings',
    )
    .addOption(
      new Option('--as <entity>', 'the body is a record as fetched from the ERP').choices(
        entitySchema.options,
      ),
    )
    .option('--resource <name>', "the ERP's record type, where its form does not tell it")
    .option('--setting <name=value...>', 'a setting of the connection, such as localCurrency=EUR')
    .option('--connectors <folder>', 'where connectors are', connectorsFolder())
    .option('--connection <id>', 'try it on this connection: by its secrets, and against what is stored')
    .option('--fetch', 'with --connection: read what is only named from the ERP')
    .option(
      '--outbound',
      'the body is a debtor or order of ours (--as): show the requests that would hand it over',
    )
    .option(
      '--json',
      'print {"authentic": …, "changes": […], "requests": […], "canonical": […], "problems": […]}',
    );

/** What accompanies the body: from the file, and settings from the command line. */
export async function metaOf({ meta: file, setting }: TryOptions): Promise<Meta> {
  const meta = file === undefined ? {} : await metaIn(file);
  return { ...meta, settings: { ...meta.settings, ...settingsOf(setting) } };
}

async function metaIn(file: string): Promise<Meta> {
  const parsed = metaSchema.safeParse(await jsonIn(file));
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file} is no meta file: ${z.prettifyError(parsed.error)}`);
}

function settingsOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name, ...value] = pair.split('=');
      if (name === undefined || value.length === 0)
        throw new UsageError(`--setting takes name=value, not "${pair}".`);
      return [name, value.join('=')];
    }),
  );
}
