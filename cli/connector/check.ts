import { join } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { checkConnector, type ConnectorCheck } from '../../functions/shared/erp/trial/check-connector.ts';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../output.ts';
import { connectorNames, connectorsFolder, requireConnectorName } from './connectors-folder.ts';
import type { ToldFinding } from './lint/finding.ts';
import { lintConnector } from './lint/lint-connector.ts';
import { linesOfFinding } from './lint.ts';

const optionsSchema = z.object({ connectors: z.string(), json: z.boolean().optional() });

/** `connector check [name]`: manifest, expressions, vectors and mistakes that vectors do not show, of one connector or of all. */
export function checkCommand(): Command {
  return new Command('check')
    .description('validate a manifest and its mappings, run its vectors, and lint it')
    .argument('[name]', 'the connector; without it, all')
    .option('--connectors <folder>', 'where connectors are', connectorsFolder())
    .option(
      '--json',
      'print {"ok": …, "problems": […], "vectors": […], "findings": […]}; of all connectors as a list',
    )
    .action(async (name: string | undefined, given: unknown) => {
      const { connectors, json = false } = optionsSchema.parse(given);
      if (name !== undefined) requireConnectorName(connectors, name);
      const names = name === undefined ? connectorNames(connectors) : [name];
      const checks: WholeCheck[] = [];
      for (const each of names) checks.push(await wholeCheck(join(connectors, each)));
      print(json, name === undefined ? checks : checks[0], () => checks.flatMap(linesOf));
      if (checks.length === 0 || checks.some(({ ok }) => !ok)) process.exitCode = exitCodes.failed.code;
    });
}

interface WholeCheck extends ConnectorCheck {
  readonly findings: readonly ToldFinding[];
}

/** Variants of vectors that fail would only say the same again. */
async function wholeCheck(folder: string): Promise<WholeCheck> {
  const check = await checkConnector(folder);
  if (!check.ok) return { ...check, findings: [] };
  const findings = await lintConnector(folder);
  return { ...check, ok: findings.every(({ level }) => level === 'note'), findings };
}

function linesOf({ name, ok, problems, vectors, findings }: WholeCheck): string[] {
  const faults = findings.filter(({ level }) => level === 'fault');
  const notes = findings.length - faults.length;
  return [
    ...problems.map((problem) => `  ✗ ${problem}`),
    ...vectors.flatMap(({ name: vector, title, differences }) => [
      `  ${differences.length === 0 ? '✓' : '✗'} ${vector}: ${title}`,
      ...differences.map((difference) => `      ${difference}`),
    ]),
    ...faults.flatMap(linesOfFinding),
    ...(notes === 0 ? [] : [`  · ${notes} notes: "connector lint ${name}" lists them`]),
    `${name}: ${ok ? 'fit to ship' : 'not fit to ship'} (${vectors.length} vectors)`,
  ];
}
