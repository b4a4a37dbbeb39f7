import { Command, CommanderError } from 'commander';
import { connectorCommand } from './connector/connector-command.ts';
import { deliveriesCommand } from './commands/deliveries.ts';
import { doctorCommand } from './commands/doctor.ts';
import { invokeCommand } from './commands/invoke.ts';
import { replayCommand } from './commands/replay.ts';
import { tokenCommand } from './commands/token.ts';
import { webhookCommand } from './commands/webhook.ts';
import { exitCodes, explain } from './exit-codes.ts';

const program = new Command('orderseam')
  .description('Look into and operate an Orderseam installation, on this machine or in AWS.')
  .option('--data <folder>', 'data folder of the embedded installation', '.orderseam')
  .option('--url <url>', 'Admin API to talk to (default: the running embedded one, or ORDERSEAM_ADMIN_URL)')
  .option('--token <token>', 'access token (default: a development token, or ORDERSEAM_TOKEN)')
  .addHelpText('after', `\nExit codes: ${explain(exitCodes)}.`)
  .exitOverride();

for (const command of [
  doctorCommand(),
  tokenCommand(),
  deliveriesCommand(),
  replayCommand(),
  invokeCommand(),
  webhookCommand(),
  connectorCommand(),
]) {
  program.addCommand(command);
}
for (const command of program.commands) command.exitOverride().showHelpAfterError('(--help shows what is possible)');

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage.code;
  else {
    console.error(`orderseam: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = exitCodes.failed.code;
  }
}
