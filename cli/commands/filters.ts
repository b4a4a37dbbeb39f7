import { type Command, Option } from 'commander';
import { entitySchema } from '../../domain/canonical/change.ts';
import { deliveryStateSchema } from '../../domain/records/delivery.ts';
import { instant } from '../arguments.ts';

const names = ['state', 'entity', 'number', 'from', 'to', 'text', 'connection'] as const;

/** The options that choose deliveries, shared by `deliveries` and `replay`. */
export function withFilters(command: Command): Command {
  return command
    .addOption(new Option('--state <state>', 'what became of it').choices(deliveryStateSchema.options))
    .addOption(new Option('--entity <entity>', 'what it is about').choices(entitySchema.options))
    .option('--number <number>', 'the number of a debtor, product or document')
    .option('--from <when>', 'received from then on: 2026-01-31 or 2026-01-31T08:00:00Z', instant)
    .option('--to <when>', 'received before', instant)
    .option('--text <text>', 'part of an ERP id, number, reason or delivery id')
    .option('--connection <id>', 'of one connection');
}

/** The filters that were given, named as the Admin API names them. */
export function filtersIn(options: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = options[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
