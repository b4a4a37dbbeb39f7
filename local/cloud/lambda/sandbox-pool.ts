import { noCounts } from './counters.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { LogSink } from './log-sink.ts';
import type { FunctionError } from './outcome.ts';
import { Sandbox, type RunResult } from './sandbox.ts';
import { noUsage, type InvokeMessage } from './worker/messages.ts';
import { workerScript } from './worker-script.ts';

export interface PoolOptions {
  readonly spec: FunctionSpec;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: LogSink;
  /** Sandboxes of this function at the same time. */
  readonly concurrency: number;
}

interface Waiting {
  readonly message: InvokeMessage;
  readonly resolve: (result: RunResult) => void;
}

/** More cold starts at once would only slow each other down on a small machine. */
const SIMULTANEOUS_STARTS = 2;

const shuttingDown: RunResult = {
  error: { errorType: 'Runtime.ExitError', errorMessage: 'The embedded cloud is shutting down.' },
  ...noUsage,
};

/**
 * The sandboxes of one function. The warmest idle one is reused; with none idle another starts, up to the
 * limit; beyond it invocations wait in order instead of being throttled.
 */
export class SandboxPool {
  readonly counters = noCounts();
  readonly #options: PoolOptions;
  readonly #opened = new Set<Sandbox>();
  readonly #ready = new Set<Sandbox>();
  readonly #idle: Sandbox[] = [];
  readonly #waiting: Waiting[] = [];
  #starting = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  invoke(message: InvokeMessage): Promise<RunResult> {
    if (this.#closed) return Promise.resolve(shuttingDown);
    return new Promise((resolve) => {
      this.#waiting.push({ message, resolve });
      this.#dispatch();
    });
  }

  /** Starts a sandbox before the first invocation needs it. */
  async warm(): Promise<void> {
    if (this.#ready.size + this.#starting === 0) await this.#start();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve(shuttingDown);
    await Promise.all([...this.#opened].map((sandbox) => sandbox.close()));
  }

  #dispatch(): void {
    for (let sandbox = this.#idle.at(-1); sandbox && this.#waiting.length > 0; sandbox = this.#idle.at(-1)) {
      this.#idle.pop();
      const next = sandbox.alive ? this.#waiting.shift() : undefined;
      if (next) void this.#run(sandbox, next);
      else this.#discard(sandbox);
    }
    if (this.#mayStart()) void this.#start();
  }

  #mayStart(): boolean {
    const wanted = Math.min(this.#waiting.length, SIMULTANEOUS_STARTS);
    const size = this.#ready.size + this.#starting;
    return !this.#closed && this.#starting < wanted && size < this.#options.concurrency;
  }

  async #start(): Promise<void> {
    this.#starting += 1;
    this.counters.coldStarts += 1;
    const sandbox = new Sandbox({ ...this.#options, script: await workerScript() });
    this.#opened.add(sandbox);
    const error = await sandbox.initialised;
    this.#starting -= 1;
    if (error) await this.#giveUp(sandbox, error);
    else this.#welcome(sandbox);
    this.#dispatch();
  }

  /** Whoever waits longest is told why the code cannot be loaded. */
  async #giveUp(sandbox: Sandbox, error: FunctionError): Promise<void> {
    this.#discard(sandbox);
    await sandbox.close();
    this.#waiting.shift()?.resolve({ error, ...noUsage });
  }

  #welcome(sandbox: Sandbox): void {
    this.#ready.add(sandbox);
    this.#idle.push(sandbox);
  }

  async #run(sandbox: Sandbox, { message, resolve }: Waiting): Promise<void> {
    const started = performance.now();
    const result = await sandbox.run(message);
    this.#count(result, performance.now() - started);
    resolve(result);
    if (sandbox.alive) this.#idle.push(sandbox);
    else this.#discard(sandbox);
    this.#dispatch();
  }

  #discard(sandbox: Sandbox): void {
    this.#opened.delete(sandbox);
    this.#ready.delete(sandbox);
  }

  #count(result: RunResult, durationMs: number): void {
    this.counters.invocations += 1;
    this.counters.errors += result.error ? 1 : 0;
    this.counters.cpuMicros += result.cpuMicros;
    this.counters.durationMs += durationMs;
    for (const [call, times] of Object.entries(result.calls)) {
      this.counters.calls[call] = (this.counters.calls[call] ?? 0) + times;
    }
  }
}
