import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command } from 'commander';
import * as z from 'zod';
import { rounded } from '../load/statistics.ts';
import { mappedConnectors } from '../mapping/long-invoice.ts';
import { machine, print, spreadsOf } from '../report.ts';

const count = z.coerce.number().int().positive();
const optionsSchema = z.object({ short: count, long: count, rounds: count });
type Options = z.infer<typeof optionsSchema>;

/** What reading and mapping one invoice takes, connector by connector, and whether it grows with its lines only. */
export function mappingCommand(): Command {
  return new Command('mapping')
    .description('time and memory of parsing and mapping one invoice, short and long')
    .option('--short <n>', 'lines of the short one', '20')
    .option('--long <n>', 'lines of the long one', '5000')
    .option('--rounds <n>', 'rounds', '5')
    .action(async (options: unknown) => print(await mapping(optionsSchema.parse(options))));
}

async function mapping(options: Options): Promise<object> {
  const context = machine();
  const connectors: Record<string, object> = {};
  for (const name of mappedConnectors) connectors[name] = await bothLengths(name, options);
  return { job: 'mapping', ...options, connectors, machine: context };
}

async function bothLengths(name: string, { short, long, rounds }: Options): Promise<object> {
  const [first, second] = [await figures(name, short, rounds), await figures(name, long, rounds)];
  const perLine = [first.cpuMs.median / short, second.cpuMs.median / long] as const;
  // 1: a line costs the same in a document of any length. What is done once for a document makes it less.
  return { [short]: first, [long]: second, costOfALineLongToShort: rounded(perLine[1] / perLine[0], 2) };
}

const measuredSchema = z.object({
  bytes: z.number(),
  rounds: z.array(z.object({ ms: z.number(), cpuMs: z.number() })).min(1),
  grownMb: z.number(),
});

const script = fileURLToPath(new URL('../mapping/one-process.ts', import.meta.url));

/** In a process of its own, so that no connector profits from the one before. */
async function figures(name: string, lines: number, rounds: number) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    name,
    String(lines),
    String(rounds),
  ]);
  const measured = measuredSchema.parse(JSON.parse(stdout));
  const { bytes, grownMb } = measured;
  return { bytes, ...spreadsOf(measured.rounds), grownMb: rounded(grownMb, 1) };
}
