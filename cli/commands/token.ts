import { Command, Option } from 'commander';
import * as z from 'zod';
import { mintDevelopmentToken } from '../development-token.ts';
import { print } from '../output.ts';

export const roles = ['reader', 'sales', 'service', 'accounting', 'integrator', 'operator'] as const;

const optionsSchema = z.object({
  data: z.string(),
  role: z.array(z.enum(roles)),
  company: z.string(),
  subject: z.string(),
  hours: z.coerce.number().positive().max(24 * 365),
  json: z.boolean().optional(),
});

/** `token`: an access token for the embedded installation, signed by its own issuer. */
export function tokenCommand(): Command {
  return new Command('token')
    .description('print a development token for the embedded installation')
    .addOption(new Option('--role <roles...>', 'what the bearer may do').choices(roles).default(['operator']))
    .option('--company <company>', 'the company the token is for', 'demo')
    .option('--subject <name>', 'who it stands for', 'developer')
    .option('--hours <n>', 'how long it lives', '12')
    .option('--json', 'print {"token": …}')
    .action(async (_options, command: Command) => {
      const options = optionsSchema.parse(command.optsWithGlobals());
      const token = await mintDevelopmentToken(options.data, {
        roles: options.role,
        company: options.company,
        subject: options.subject,
        hours: options.hours,
      });
      print(options.json === true, { token }, () => [token]);
    });
}
