import { Command } from 'commander';
import { checkCommand } from './check.ts';
import { lintCommand } from './lint.ts';
import { newCommand } from './new.ts';
import { schemaCommand } from './schema.ts';
import { tryCommand } from './try.ts';

/** `connector …`: what an author of connectors needs; works on files alone, without any installation. */
export function connectorCommand(): Command {
  const command = new Command('connector').description(
    'start connectors, check them and try payloads against them, without an installation',
  );
  for (const each of [newCommand(), checkCommand(), lintCommand(), tryCommand(), schemaCommand()])
    command.addCommand(each);
  return command;
}
