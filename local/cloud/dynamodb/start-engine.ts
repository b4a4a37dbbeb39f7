import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from './engine.ts';
import { startGuarded, type GuardedProcess } from './guarded-process.ts';

export interface RunningEngine extends GuardedProcess {
  readonly endpoint: string;
}

const ATTEMPTS = 5;
const PROBE_EVERY_MS = 20;

/**
 * The engines take a port but choose none: between our finding a free one and their opening it somebody else
 * may take it. They end then, and another port is tried.
 */
export async function startEngine(engine: Engine, folder: string | undefined): Promise<RunningEngine> {
  const failures: unknown[] = [];
  while (failures.length < ATTEMPTS) {
    const port = await freePort();
    try {
      const guarded = await startGuarded(engine.command({ port, folder }), engine.announcement);
      const endpoint = `http://127.0.0.1:${port}`;
      await untilAnswering(endpoint, guarded);
      return { ...guarded, endpoint };
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, `DynamoDB (${engine.name}) does not start: ${String(failures.at(-1))}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function untilAnswering(endpoint: string, { ended }: GuardedProcess): Promise<void> {
  let why: string | undefined;
  void ended.then((reason) => (why = reason));
  while (!(await answers(endpoint))) {
    if (why !== undefined) throw new Error(`The engine ended: ${why}`);
    await pause(PROBE_EVERY_MS);
  }
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    await (await fetch(endpoint)).arrayBuffer();
    return true;
  } catch (error) {
    // Undici calls every refused or broken connection a TypeError.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
