import { Command } from 'commander';
import { checkCommand } from './check.ts';
import { lintCommand } from './lint.ts';
import { newCommand } from './new.ts';
import { rehearseCommand } from './rehearse.ts';
import { schemaCommand } from './schema.ts';
import { tryCommand } from './try.ts';

/** `connector …`: what an author of connectors needs; but for `--connection` it works on files alone, without any installation. */
export function connectorCommand(): Command {
  const command = new Command('connector').description(
    'start connectors, check them, try payloads, and rehearse changes on what an installation has stored',
  );
  for (const each of [
    newCommand(),
    checkCommand(),
    lintCommand(),
    tryCommand(),
    rehearseCommand(),
    schemaCommand(),
  ])
    command.addCommand(each);
  return command;
}
