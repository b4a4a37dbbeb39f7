import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { machine, print, spreadsOf } from '../report.ts';
import { assemblyIn } from '../subject/assembly.ts';
import { measureRound, type IngestPlan } from './ingest-round.ts';

const positive = z.coerce.number().int().positive();
const optionsSchema = z.object({
  flow: z.enum(['standard', 'business-central']),
  count: positive,
  lines: positive,
  concurrency: positive,
  sandboxes: positive,
  rounds: positive,
});

/** J1: signed webhooks in, records out, on the whole embedded application. */
export function ingestCommand(): Command {
  return new Command('ingest')
    .description('webhooks with invoices, from the sender to the stored record')
    .option(
      '--flow <name>',
      'standard (payload in the webhook) or business-central (pointers, fetched)',
      'standard',
    )
    .option('--count <n>', 'webhooks per round and load', '6000')
    .option('--lines <n>', 'lines per invoice (standard)', '20')
    .option('--concurrency <n>', 'requests of the sender at the same time', '32')
    .option('--sandboxes <n>', 'of each function at the same time', '2')
    .option('--rounds <n>', 'rounds, each on a fresh installation', '3')
    .action(async (options: unknown) => print(await ingest(optionsSchema.parse(options))));
}

async function ingest(options: z.infer<typeof optionsSchema>): Promise<object> {
  const context = machine();
  const folder = mkdtempSync(join(tmpdir(), 'orderseam-bench-'));
  try {
    const assembly = await assemblyIn(folder);
    const rounds = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      const plan: IngestPlan = { ...options, assembly, dataFolder: join(folder, `round-${round}`) };
      rounds.push(await measureRound(plan));
    }
    return {
      job: 'ingest',
      ...options,
      figures: spreadsOf(rounds.map(({ figures }) => figures)),
      perDelivery: rounds.at(-1)?.perDelivery,
      msPerInvocation: rounds.at(-1)?.msPerInvocation,
      usdPerMillion: rounds.at(-1)?.usdPerMillion,
      machine: context,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
