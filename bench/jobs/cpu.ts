import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { connectionItem, SIGNING_SECRET } from '../cpu/events.ts';
import { loadFunctions } from '../cpu/functions.ts';
import { measureRound, type Bench } from '../cpu/round.ts';
import { startServices } from '../cpu/start-services.ts';
import { machine, print, spreadsOf } from '../report.ts';
import { assemblyIn } from '../subject/assembly.ts';

const positive = z.coerce.number().int().positive();
const optionsSchema = z.object({ count: positive, batch: positive, rounds: positive });
type Options = z.infer<typeof optionsSchema>;

/** J1, our own part: what both functions take of the processor for one delivery. */
export function cpuCommand(): Command {
  return new Command('cpu')
    .description(
      'CPU of both functions per delivery, warm, with stand-ins for all services; and how fast this machine is',
    )
    .option('--count <n>', 'deliveries per round', '2000')
    .option('--batch <n>', 'messages per batch', '10')
    .option('--rounds <n>', 'rounds after one that warms up', '5')
    .action(async (options: unknown) => print(await cpu(optionsSchema.parse(options))));
}

async function cpu(options: Options): Promise<object> {
  const context = machine();
  const folder = mkdtempSync(join(tmpdir(), 'orderseam-bench-'));
  const secret = JSON.stringify({ signingSecrets: [SIGNING_SECRET] });
  const services = await startServices({ connection: connectionItem, secret });
  try {
    const functions = await loadFunctions(await assemblyIn(folder), services.url);
    return {
      job: 'cpu',
      ...options,
      ...(await roundsOf({ functions, services }, options)),
      machine: context,
    };
  } finally {
    services.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function roundsOf(bench: Bench, { count, batch, rounds }: Options): Promise<object> {
  const measured = [];
  for (let round = 0; round <= rounds; round += 1)
    measured.push(await measureRound(bench, { run: `r${round}`, count, batch }));
  const counted = measured.slice(1);
  return {
    cpuMicrosPerDelivery: spreadsOf(counted.map(({ figures }) => figures)),
    referenceMicros: spreadsOf(counted.map(({ references }) => references)),
    requestsPerDelivery: counted.at(-1)?.requestsPerDelivery,
  };
}
