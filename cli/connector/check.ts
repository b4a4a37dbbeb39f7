import { join } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { checkConnector, type ConnectorCheck } from '../../functions/shared/erp/trial/check-connector.ts';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../output.ts';
import { connectorNames, connectorsFolder, requireConnectorName } from './connectors-folder.ts';

const optionsSchema = z.object({ connectors: z.string(), json: z.boolean().optional() });

/** `connector check [name]`: manifest, expressions and vectors of one connector, or of all. */
export function checkCommand(): Command {
  return new Command('check')
    .description('validate a manifest and its mappings and run its vectors')
    .argument('[name]', 'the connector; without it, all')
    .option('--connectors <folder>', 'where connectors are', connectorsFolder())
    .option('--json', 'print {"ok": …, "problems": […], "vectors": […]}; of all connectors as a list')
    .action(async (name: string | undefined, given: unknown) => {
      const { connectors, json = false } = optionsSchema.parse(given);
      if (name !== undefined) requireConnectorName(connectors, name);
      const names = name === undefined ? connectorNames(connectors) : [name];
      const checks: ConnectorCheck[] = [];
      for (const each of names) checks.push(await checkConnector(join(connectors, each)));
      print(json, name === undefined ? checks : checks[0], () => checks.flatMap(linesOf));
      if (checks.length === 0 || checks.some(({ ok }) => !ok)) process.exitCode = exitCodes.failed.code;
    });
}

function linesOf({ name, ok, problems, vectors }: ConnectorCheck): string[] {
  return [
    ...problems.map((problem) => `  ✗ ${problem}`),
    ...vectors.flatMap(({ name: vector, title, differences }) => [
      `  ${differences.length === 0 ? '✓' : '✗'} ${vector}: ${title}`,
      ...differences.map((difference) => `      ${difference}`),
    ]),
    `${name}: ${ok ? 'fit to ship' : 'not fit to ship'} (${vectors.length} vectors)`,
  ];
}
