import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command } from 'commander';
import * as z from 'zod';
import type { RunningCloud } from '../../local/cloud/index.ts';
import { functionVariables } from '../../local/cloud/endpoints.ts';
import { kilobytesAtStart } from '../cold/bundle-size.ts';
import { firstEvent, samples } from '../cold/first-events.ts';
import { openColdSubject } from '../cold/subject.ts';
import { machine, print, spreadOf } from '../report.ts';
import { rounded } from '../load/statistics.ts';
import { assemblyIn } from '../subject/assembly.ts';

const optionsSchema = z.object({ rounds: z.coerce.number().int().min(5) });
const startSchema = z.object({ initMs: z.number(), firstCallMs: z.number(), answer: z.unknown() });
const oneStart = fileURLToPath(new URL('../cold/one-start.ts', import.meta.url));
const run = promisify(execFile);

/** J5: how long a function's first caller waits. */
export function coldStartCommand(): Command {
  return new Command('cold-start')
    .description('init and first call of each function, every time in a fresh process')
    .option('--rounds <n>', 'starts per function, at least 5', '7')
    .action(async (options: unknown) => print(await coldStarts(optionsSchema.parse(options))));
}

async function coldStarts({ rounds }: z.infer<typeof optionsSchema>): Promise<object> {
  const context = machine();
  const folder = mkdtempSync(join(tmpdir(), 'orderseam-bench-'));
  const subject = await openColdSubject(await assemblyIn(folder), folder);
  try {
    const functions: Record<string, object> = {};
    for (const name of Object.keys(samples)) functions[name] = await startsOf(subject.cloud, name, rounds);
    return { job: 'cold-start', rounds, functions, machine: context };
  } finally {
    await subject.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first start also fills the disk cache and is left out. */
async function startsOf(cloud: RunningCloud, name: string, rounds: number): Promise<object> {
  const starts = [];
  for (let round = 0; round <= rounds; round += 1) starts.push(await start(cloud, name, round));
  const counted = starts.slice(1);
  return {
    kilobytes: rounded(kilobytesAtStart(cloud.services.lambda.spec(name).codeFolder), 0),
    initMs: spreadOf(
      counted.map(({ initMs }) => initMs),
      1,
    ),
    firstCallMs: spreadOf(
      counted.map(({ firstCallMs }) => firstCallMs),
      1,
    ),
    bothMs: spreadOf(
      counted.map(({ initMs, firstCallMs }) => initMs + firstCallMs),
      1,
    ),
  };
}

async function start({ services }: RunningCloud, name: string, round: number) {
  const { codeFolder, environment } = services.lambda.spec(name);
  const env = { ...functionVariables(services.endpoints), ...environment, LAMBDA_TASK_ROOT: codeFolder };
  const { stdout } = await run(process.execPath, [oneStart, codeFolder, firstEvent(name, round)], { env });
  return startSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}
