import { type Command, Option } from 'commander';
import { entitySchema } from '../../domain/canonical/change.ts';
import { parkedCauseSchema } from '../../domain/records/delivery.ts';
import { instant } from '../arguments.ts';

/** The options that choose parked deliveries, by the names the Admin API has for them. */
const names = {
  connection: 'connection',
  entity: 'entity',
  cause: 'cause',
  before: 'receivedBefore',
} as const;

export function withParkedFilters(command: Command): Command {
  return command
    .option('--connection <id>', 'of one connection')
    .addOption(new Option('--entity <entity>', 'what it is about').choices(entitySchema.options))
    .addOption(new Option('--cause <cause>', 'why it is parked').choices(parkedCauseSchema.options))
    .option('--before <when>', 'received before: 2026-01-31 or 2026-01-31T08:00:00Z', instant);
}

export function parkedFilterIn(options: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([option, name]) => {
      const value = options[option];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
