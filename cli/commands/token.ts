import { Command, Option } from 'commander';
import * as z from 'zod';
import { roleSchema } from '../../functions/shared/http/roles.ts';
import { hours } from '../arguments.ts';
import { mintDevelopmentToken } from '../development-token.ts';
import { print } from '../output.ts';

const optionsSchema = z.object({
  data: z.string(),
  role: z.array(roleSchema),
  company: z.string(),
  subject: z.string(),
  hours: z.coerce.number(),
  json: z.boolean().default(false),
});

/** `token`: an access token for the embedded installation, signed by its own issuer. */
export function tokenCommand(): Command {
  const roles = new Option('--role <roles...>', 'what the bearer may do');
  return new Command('token')
    .description('print a development token for the embedded installation')
    .addOption(roles.choices(roleSchema.options).default(['operator'], 'operator'))
    .option('--company <company>', 'the company the token is for', 'demo')
    .option('--subject <name>', 'who it stands for', 'developer')
    .option('--hours <n>', 'how long it lives', hours, '12')
    .option('--json', 'print {"token": …}')
    .action(async (_options, command: Command) => {
      const { data, role, json, ...wish } = optionsSchema.parse(command.optsWithGlobals());
      const token = await mintDevelopmentToken(data, { ...wish, roles: role });
      print(json, { token }, () => [token]);
    });
}
