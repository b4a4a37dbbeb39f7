import { Command } from 'commander';
import * as z from 'zod';
import { adminClientFor, remoteAddress } from '../admin-client.ts';
import { checkHealth } from '../doctor/check-health.ts';
import { checkInstance } from '../doctor/check-instance.ts';
import { checkMachine } from '../doctor/check-machine.ts';
import type { Finding } from '../doctor/finding.ts';
import { exitCodes } from '../exit-codes.ts';
import { findInstance } from '../instance.ts';
import { print } from '../output.ts';

const optionsSchema = z.object({ data: z.string(), json: z.boolean().default(false) });
const marks = { good: '✓', note: '·', bad: '✗' } as const;

/** `doctor`: what this machine has, what runs, and what to do about what is wrong. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check this machine and its installation, or the one in AWS with --url; say what to mend')
    .option('--json', 'print {"findings": […]}')
    .action(async (_options, command: Command) => {
      const { data, json } = optionsSchema.parse(command.optsWithGlobals());
      const isRemote = remoteAddress(command) !== undefined;
      const findings = [
        ...(isRemote ? [] : [...checkMachine(data), ...(await checkInstance(data))]),
        ...(isRemote || findInstance(data) ? await health(command) : []),
      ];
      print(json, { findings }, () => findings.map(inWords));
      if (findings.some(({ state }) => state === 'bad')) process.exitCode = exitCodes.failed.code;
    });
}

async function health(command: Command): Promise<Finding[]> {
  try {
    return await checkHealth(await adminClientFor(command));
  } catch (error) {
    return [{ what: 'health', state: 'bad', detail: error instanceof Error ? error.message : String(error) }];
  }
}

function inWords({ state, what, detail, advice }: Finding): string {
  return `${marks[state]} ${what}: ${detail}${advice === undefined ? '' : ` → ${advice}`}`;
}
