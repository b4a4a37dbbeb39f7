import { join } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { checkConnector } from '../../functions/shared/erp/trial/check-connector.ts';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { connectorsFolder, requireConnectorName } from './connectors-folder.ts';
import type { ToldFinding } from './lint/finding.ts';
import { lintConnector } from './lint/lint-connector.ts';

const optionsSchema = z.object({ connectors: z.string(), json: z.boolean().optional() });

/** `connector lint <name>`: what is likely wrong with a connector although its vectors pass. */
export function lintCommand(): Command {
  return new Command('lint')
    .description('look for mistakes that vectors do not show: float money, collapsing lists, guessed words …')
    .argument('<name>', 'the connector')
    .option('--connectors <folder>', 'where connectors are', connectorsFolder())
    .option(
      '--json',
      'print {"name": …, "findings": [{"rule", "level", "file", "line", "sentence", "advice"}]}',
    )
    .action(async (name: string, given: unknown) => {
      const { connectors, json = false } = optionsSchema.parse(given);
      requireConnectorName(connectors, name);
      const folder = join(connectors, name);
      await requireSound(folder, name);
      const findings = await lintConnector(folder);
      print(json, { name, findings }, () => [...findings.flatMap(linesOfFinding), summary(name, findings)]);
      if (findings.some(({ level }) => level === 'fault')) process.exitCode = exitCodes.failed.code;
    });
}

/** A manifest or an expression that cannot be read has nothing to be looked at. */
async function requireSound(folder: string, name: string): Promise<void> {
  const { problems, vectors } = await checkConnector(folder);
  if (problems.length > 0 && vectors.length === 0)
    throw new UsageError(`${name} cannot be read; "connector check ${name}" says why.`);
}

/** A finding as people read it: where, what, and what to do. */
export function linesOfFinding({ level, rule, file, line, sentence, advice }: ToldFinding): string[] {
  const sign = level === 'fault' ? '✗' : '·';
  return [`  ${sign} ${file}:${line} ${rule}: ${sentence}`, ...(rule === 'to-do' ? [] : [`      ${advice}`])];
}

function summary(name: string, findings: readonly ToldFinding[]): string {
  const faults = findings.filter(({ level }) => level === 'fault').length;
  return `${name}: ${faults} to mend, ${findings.length - faults} to judge`;
}
