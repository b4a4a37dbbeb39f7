import { Command } from 'commander';
import { showPage, withPaging } from '../commands/deliveries.ts';
import { parkedFilterIn, withParkedFilters } from './filters.ts';
import { discardCommand, releaseCommand } from './settle-commands.ts';

/** `parked`: what waits for a person, and what a person does about it. */
export function parkedCommand(): Command {
  return new Command('parked')
    .description('list, release or discard deliveries that wait for a person')
    .addCommand(listCommand())
    .addCommand(releaseCommand())
    .addCommand(discardCommand());
}

const listCommand = (): Command =>
  withPaging(
    withParkedFilters(new Command('list').description('list parked deliveries, newest first')),
  ).action((given: Record<string, unknown>, command: Command) =>
    showPage(command, given, { path: '/parked', filter: parkedFilterIn(given) }),
  );
