import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from './function-spec.ts';
import type { LogSink } from './log-sink.ts';
import type { FunctionError } from './outcome.ts';
import {
  noUsage,
  type Assignment,
  type InvokeMessage,
  type Usage,
  type WorkerMessage,
} from './worker/messages.ts';

export interface SandboxOptions {
  readonly spec: FunctionSpec;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: LogSink;
  /** The runtime that runs in the worker. */
  readonly script: URL;
}

/** How one run inside a sandbox ended; a sandbox that is not `alive` afterwards must be thrown away. */
export type RunResult = Usage &
  (
    | { readonly payload: string; readonly error?: undefined }
    | { readonly payload?: undefined; readonly error: FunctionError }
  );

/** One execution environment: a worker thread that holds the loaded bundle and serves one invocation at a time. */
export class Sandbox {
  alive = true;
  /** Resolves to the reason when the code could not be loaded. */
  readonly initialised: Promise<FunctionError | undefined>;
  readonly #spec: FunctionSpec;
  readonly #worker: Worker;
  #listener: (message: WorkerMessage) => void = () => undefined;

  constructor({ spec, environment, log, script }: SandboxOptions) {
    this.#spec = spec;
    this.#worker = new Worker(script, {
      env: { ...environment },
      workerData: assignmentOf(spec),
      resourceLimits: { maxOldGenerationSizeMb: spec.memoryMb },
      stdout: true,
      stderr: true,
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => log.write(text));
    }
    this.initialised = new Promise((resolve) => {
      this.#listener = (message) => resolve('error' in message ? message.error : undefined);
    });
    this.#listen();
  }

  run(message: InvokeMessage): Promise<RunResult> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => void this.#expire(), message.timeoutMs);
      this.#listener = (answer) => {
        clearTimeout(timer);
        this.#listener = () => undefined;
        resolve(runResult(answer));
      };
      this.#worker.postMessage(message);
    });
  }

  async close(): Promise<void> {
    this.alive = false;
    await this.#worker.terminate();
  }

  #listen(): void {
    this.#worker.on('message', (message: WorkerMessage) => this.#listener(message));
    this.#worker.on('error', (error: Error & { code?: string }) => this.#die(crash(error)));
    this.#worker.on('exit', (code) =>
      this.#die({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with status ${code}` }),
    );
  }

  #die(error: FunctionError): void {
    this.alive = false;
    this.#listener({ kind: 'failure', error, ...noUsage });
  }

  async #expire(): Promise<void> {
    const seconds = (this.#spec.timeoutMs / 1000).toFixed(2);
    this.#die({ errorType: 'Sandbox.Timedout', errorMessage: `Task timed out after ${seconds} seconds` });
    await this.#worker.terminate();
  }
}

function assignmentOf(spec: FunctionSpec): Assignment {
  const { codeFolder, handler, name, arn, memoryMb } = spec;
  return { codeFolder, handler, functionName: name, functionArn: arn, memoryMb };
}

function runResult(message: WorkerMessage): RunResult {
  switch (message.kind) {
    case 'result':
      return { payload: message.payload, ...usageOf(message) };
    case 'failure':
      return { error: message.error, ...usageOf(message) };
    default:
      return {
        error: { errorType: 'Runtime.Unknown', errorMessage: 'The runtime started twice.' },
        ...noUsage,
      };
  }
}

function usageOf({ cpuMicros, calls }: Usage): Usage {
  return { cpuMicros, calls };
}

function crash(error: Error & { code?: string }): FunctionError {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return {
      errorType: 'Runtime.OutOfMemory',
      errorMessage: 'The function used more memory than MemorySize allows.',
    };
  }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
