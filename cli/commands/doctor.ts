import { Command } from 'commander';
import { checkInstallation, type Finding } from '../doctor/check-installation.ts';
import { exitCodes } from '../exit-codes.ts';
import { print } from '../output.ts';
import * as z from 'zod';

const optionsSchema = z.object({ data: z.string(), json: z.boolean().optional() });
const marks = { good: '✓', note: '·', bad: '✗' } as const;

/** `doctor`: what this machine has, what runs, and what to do about what is wrong. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check this machine and the embedded installation, and say what to mend')
    .option('--json', 'print {"findings": […]}')
    .action(async (_options, command: Command) => {
      const options = optionsSchema.parse(command.optsWithGlobals());
      const findings = await checkInstallation(options.data);
      print(options.json === true, { findings }, () => findings.map(inWords));
      if (findings.some(({ state }) => state === 'bad')) process.exitCode = exitCodes.failed.code;
    });
}

function inWords(finding: Finding): string {
  const advice = finding.advice === undefined ? '' : ` → ${finding.advice}`;
  return `${marks[finding.state]} ${finding.what}: ${finding.detail}${advice}`;
}
