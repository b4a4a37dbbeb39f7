import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import type { DemoErpAddress } from './demo-company.ts';
import { LaunchError } from './launch-error.ts';

const readySchema = z.object({ ready: z.literal(true), url: z.string(), companyId: z.string() });

export interface DemoErpProcess extends DemoErpAddress {
  close(): Promise<void>;
}

export interface DemoErpOptions {
  readonly root: string;
  readonly dataFolder: string;
  readonly port: number;
}

/** Starts the demo ERP as a process of its own, as a real ERP is; it ends when this process does, however it ends. */
export async function startDemoErp({ root, dataFolder, port }: DemoErpOptions): Promise<DemoErpProcess> {
  const logs = join(dataFolder, 'logs');
  mkdirSync(logs, { recursive: true });
  const args = [
    '--port',
    String(port),
    '--data',
    join(dataFolder, 'demo-erp'),
    '--json',
    '--die-with-parent',
  ];
  const child = spawn(process.execPath, [join(root, 'local/demo-erp/main.ts'), ...args], {
    stdio: ['pipe', 'pipe', openSync(join(logs, 'demo-erp.log'), 'a')],
  });
  const { url, companyId } = await ready(child, { port, logs });
  return { url, companyId, close: () => end(child) };
}

async function ready(
  child: ChildProcess,
  { port, logs }: { port: number; logs: string },
): Promise<DemoErpAddress> {
  if (!child.stdout) throw new Error('The demo ERP has no output.');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => undefined)]);
  if (first) return readySchema.parse(JSON.parse(String(first[0])));
  throw new LaunchError(
    `The demo ERP did not start on port ${port}; ${join(logs, 'demo-erp.log')} says why.`,
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  child.kill('SIGTERM');
  await ended;
}
