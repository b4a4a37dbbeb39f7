import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startStepFunctions } from '../../../../local/cloud/step-functions/index.ts';
import { clientOf, ended } from '../../../unit/local/step-functions/client.ts';
import { invoke, machine, pass } from '../../../unit/local/step-functions/machines.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'step-functions-kill-'));
});

afterEach(() => rm(folder, { recursive: true }));

const definition = JSON.stringify(
  machine({
    Remember: pass({ Assign: { number: '{% $states.input.number %}' }, Next: 'First' }),
    First: invoke({ Next: 'Second' }),
    Second: invoke({ Output: '{% $number %}', End: true }),
  }),
);

/** Runs the service in a process of its own, kills it after so many answered starts, and returns their ARNs. */
async function startUntilKilled(starts: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'killed-service.ts'), folder, definition],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const arns: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    arns.push(line);
    if (arns.length === starts) child.kill('SIGKILL');
  }
  await exited;
  return arns;
}

it('every execution whose start was answered ends after the process was killed', async () => {
  const arns = await startUntilKilled(100);
  const service = await startStepFunctions({ folder, tasks: () => Promise.resolve({ Payload: null }) });
  const client = clientOf(service);

  try {
    service.resume();
    const outputs = await Promise.all(arns.map(async (arn) => (await ended(client, arn)).output));

    expect(arns.length).toBeGreaterThanOrEqual(100);
    expect(outputs).toEqual(arns.map((_, number) => String(number)));
  } finally {
    client.destroy();
    await service.close();
  }
});
