import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { machine, print, spreadsOf } from '../report.ts';
import { assemblyIn } from '../subject/assembly.ts';
import { measureHandOvers } from './hand-over-round.ts';

const positive = z.coerce.number().int().positive();
const optionsSchema = z.object({ orders: positive, lines: positive, sandboxes: positive, rounds: positive });

/** From the button to the order that the ERP confirmed, on the whole embedded application with the demo ERP. */
export function handOverCommand(): Command {
  return new Command('hand-over')
    .description('orders of new customers, from the button to the confirmed order in the demo ERP')
    .option('--orders <n>', 'handed over at once, per round', '60')
    .option('--lines <n>', 'lines per order', '10')
    .option('--sandboxes <n>', 'of each function at the same time', '4')
    .option('--rounds <n>', 'rounds, each on a fresh installation', '3')
    .action(async (options: unknown) => print(await handOvers(optionsSchema.parse(options))));
}

async function handOvers(options: z.infer<typeof optionsSchema>): Promise<object> {
  const context = machine();
  const folder = mkdtempSync(join(tmpdir(), 'orderseam-bench-'));
  try {
    const assembly = await assemblyIn(folder);
    const rounds = [];
    for (let round = 1; round <= options.rounds; round += 1)
      rounds.push(
        await measureHandOvers({ ...options, assembly, dataFolder: join(folder, `round-${round}`) }),
      );
    return {
      ...{ job: 'hand-over', ...options, figures: spreadsOf(rounds.map(({ figures }) => figures)) },
      ...{ perOrder: rounds.at(-1)?.perOrder, machine: context },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
