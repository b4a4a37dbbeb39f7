import { join } from 'node:path';
import { Command, Option } from 'commander';
import * as z from 'zod';
import { entitySchema } from '../../domain/canonical/change.ts';
import { loadConnector, type Connector } from '../../functions/shared/erp/connectors.ts';
import { metaSchema, secretsOfMeta, type Meta } from '../../functions/shared/erp/trial/secrets-of-meta.ts';
import { tryPayload, type Trial, type TrialResult } from '../../functions/shared/erp/trial/try-payload.ts';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../output.ts';
import { contentOf, jsonIn } from '../read-file.ts';
import { UsageError } from '../usage-error.ts';
import { connectorsFolder, requireConnectorName } from './connectors-folder.ts';
import { tryOutboundAndPrint } from './try-outbound.ts';

const optionsSchema = z.object({
  connectors: z.string(),
  meta: z.string().optional(),
  as: entitySchema.optional(),
  resource: z.string().optional(),
  setting: z.array(z.string()).default([]),
  outbound: z.boolean().optional(),
  json: z.boolean().optional(),
});
type Options = z.infer<typeof optionsSchema>;

/** `connector try <name> <body file>`: what a connector makes of a body. */
export function tryCommand(): Command {
  return new Command('try')
    .description('show what a connector makes of a body: authenticity, announced changes, canonical records')
    .argument('<name>', 'the connector')
    .argument('<body-file>', 'the exact bytes of a webhook, or, with --as, of a record as fetched')
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
    .option(
      '--outbound',
      'the body is a debtor or order of ours (--as): show the requests that would hand it over',
    )
    .option('--json', 'print {"authentic": …, "changes": […], "canonical": […], "problems": […]}')
    .action((name: string, file: string, given: unknown) =>
      runTrial({ name, file }, optionsSchema.parse(given)),
    );
}

interface What {
  readonly name: string;
  readonly file: string;
}

async function runTrial(what: What, options: Options): Promise<void> {
  if (options.outbound !== true) return tryAndPrint(what, options);
  const meta = options.meta === undefined ? {} : await metaIn(options.meta);
  await tryOutboundAndPrint({
    connector: connectorNamed(options.connectors, what.name),
    ...{ file: what.file, as: options.as, json: options.json === true },
    meta: { ...meta, settings: { ...meta.settings, ...settingsOf(options.setting) } },
  });
}

async function tryAndPrint({ name, file }: What, options: Options): Promise<void> {
  const connector = connectorNamed(options.connectors, name);
  const result = await tryPayload(connector, await trialOf(connector, file, options));
  print(options.json === true, result, () => linesOf(result));
  if (result.authentic === false || result.problems.length > 0) process.exitCode = exitCodes.failed.code;
}

function connectorNamed(folder: string, name: string): Connector {
  requireConnectorName(folder, name);
  try {
    return loadConnector(join(folder, name));
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    throw new UsageError(`The manifest of ${name} is not valid; "connector check ${name}" says why.`, {
      cause: error,
    });
  }
}

async function trialOf(connector: Connector, file: string, options: Options): Promise<Trial> {
  const { as, resource } = options;
  if (resource !== undefined && !Object.hasOwn(connector.manifest.resources, resource))
    throw new UsageError(
      `The connector ${connector.name} has no resource "${resource}"; it has ${Object.keys(connector.manifest.resources).join(', ')}.`,
    );
  const body = await contentOf(file);
  const meta = options.meta === undefined ? {} : await metaIn(options.meta);
  return {
    request: {
      method: meta.method ?? 'POST',
      path: meta.path ?? '/',
      query: meta.query ?? {},
      headers: lowerCase(meta),
      body,
    },
    secrets: secretsOfMeta(connector, meta),
    nowMs: meta.verifyAtUnixTime === undefined ? Date.now() : meta.verifyAtUnixTime * 1000,
    settings: { ...meta.settings, ...settingsOf(options.setting) },
    ...{ externalCompany: meta.externalCompany, as, resource },
  };
}

async function metaIn(file: string): Promise<Meta> {
  const parsed = metaSchema.safeParse(await jsonIn(file));
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file} is no meta file: ${z.prettifyError(parsed.error)}`);
}

function lowerCase({ headers = {} }: Meta): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
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

function linesOf(result: TrialResult): string[] {
  return [
    `authentic: ${result.authentic ?? 'not checked'}${result.reason === undefined ? '' : ` (${result.reason})`}`,
    ...result.changes.map(
      ({ entity, externalId, change }) => `change: ${entity} ${externalId ?? '(many)'} ${change}`,
    ),
    ...result.ignored.map(({ index, reason }) => `ignored: ${index}: ${reason}`),
    ...result.refused.map(({ index }) => `refused: ${index}: its secret is wrong`),
    ...result.problems.map(({ field, reason }) => `problem: ${field}: ${reason}`),
    ...result.canonical.map((record) => JSON.stringify(record, null, 2)),
  ];
}
