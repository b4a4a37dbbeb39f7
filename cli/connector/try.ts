import { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { localConnector } from './local-connector.ts';
import type { ShownTrial } from './shown-trial.ts';
import { linesOfTrial } from './trial-lines.ts';
import { tryLocally } from './try-locally.ts';
import { tryOnConnection } from './try-on-connection.ts';
import { metaOf, tryOptionsSchema, withTryOptions, type TryOptions } from './try-options.ts';
import { tryOutboundAndPrint } from './try-outbound.ts';

/** `connector try <name> <body file>`: what a connector makes of a body, and what it would ask of its ERP. */
export function tryCommand(): Command {
  const command = new Command('try')
    .description(
      'show what a connector makes of a body: authenticity, announced changes, requests, canonical records',
    )
    .argument('<name>', 'the connector')
    .argument('<body-file>', 'the exact bytes of a webhook, or, with --as, of a record as fetched');
  return withTryOptions(command).action((name: string, file: string, given: unknown, self: Command) =>
    runTrial({ name, file, command: self }, tryOptionsSchema.parse(given)),
  );
}

export interface TrialWish {
  readonly name: string;
  /** The body's. */
  readonly file: string;
  readonly command: Command;
}

async function runTrial(wish: TrialWish, options: TryOptions): Promise<void> {
  if (options.outbound === true) return runOutbound(wish, options);
  if (options.fetch && options.connection === undefined)
    throw new UsageError('--fetch needs --connection: only a connection has credentials.');
  const trial = await trialOf(wish, options);
  print(options.json, trial, () => linesOfTrial(trial));
  if (trial.authentic === false || trial.problems.length > 0) process.exitCode = exitCodes.failed.code;
}

const trialOf = (wish: TrialWish, { connection, ...options }: TryOptions): Promise<ShownTrial> =>
  connection === undefined ? tryLocally(wish, options) : tryOnConnection(wish, { ...options, connection });

async function runOutbound({ name, file }: TrialWish, options: TryOptions): Promise<void> {
  await tryOutboundAndPrint({
    connector: localConnector({ folder: options.connectors, name }),
    ...{ file, as: options.as, json: options.json },
    meta: await metaOf(options),
  });
}
