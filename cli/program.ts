import { Command } from 'commander';
import { webAddress } from './arguments.ts';
import { connectionsCommand } from './connections/connections-command.ts';
import { connectorCommand } from './connector/connector-command.ts';
import { apiCommand } from './commands/api.ts';
import { deliveriesCommand } from './commands/deliveries.ts';
import { doctorCommand } from './commands/doctor.ts';
import { invokeCommand } from './commands/invoke.ts';
import { replayCommand } from './commands/replay.ts';
import { tokenCommand } from './commands/token.ts';
import { webhookCommand } from './commands/webhook.ts';
import { ledgerCommand } from './ledger/ledger-command.ts';
import { ordersCommand } from './commands/orders.ts';
import { quotesCommand } from './commands/quotes.ts';
import { parkedCommand } from './parked/parked-command.ts';
import { exitCodes, explain } from './exit-codes.ts';
import { ownVersion } from './own-version.ts';

/** The whole command line. */
export function program(): Command {
  const root = new Command('orderseam')
    .description('Look into and operate an Orderseam installation, on this machine or in AWS.')
    .version(ownVersion(), '--version', 'print the version')
    .option('--data <folder>', 'data folder of the embedded installation', '.orderseam')
    .option(
      '--url <url>',
      'Admin API to talk to (default: ORDERSEAM_ADMIN_URL, or the one on this machine)',
      webAddress,
    )
    .option(
      '--token <token>',
      'access token (default: ORDERSEAM_TOKEN, or a development token on this machine)',
    )
    .helpOption('-h, --help', 'print this')
    .addHelpText('after', `\nExit codes: ${explain(exitCodes)}.`);
  for (const command of commands()) root.addCommand(command);
  return endingByException(root);
}

const commands = (): Command[] => [
  doctorCommand(),
  tokenCommand(),
  apiCommand(),
  deliveriesCommand(),
  parkedCommand(),
  quotesCommand(),
  ordersCommand(),
  ledgerCommand(),
  replayCommand(),
  invokeCommand(),
  webhookCommand(),
  connectionsCommand(),
  connectorCommand(),
];

/** Nothing but the entry ends the process, so that output is written to its end. */
function endingByException(command: Command): Command {
  command.commands.forEach(endingByException);
  return command
    .exitOverride()
    .helpOption('-h, --help', 'print this')
    .showHelpAfterError('(--help shows what is possible)');
}
