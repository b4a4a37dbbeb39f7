import { Worker } from 'node:worker_threads';
import type { TrialFailure } from '../trial/sandbox.ts';
import { failures } from './failures.ts';
import type { IsolationLimits } from './limits.ts';
import type { Answer, Request } from './messages.ts';

/** How asking ended; after a failure the thread is gone. */
export type Reply = { readonly answer: Answer } | { readonly failure: TrialFailure };

/** The evaluating thread, seen from outside: every request is answered in time, or the thread is ended and says why. */
export class GuardedThread {
  /** False once it ended, also by itself and between two requests. */
  isAlive = true;
  readonly #worker: Worker;
  readonly #limits: IsolationLimits;
  #reply: (reply: Reply) => void = () => undefined;

  constructor(script: string, limits: IsolationLimits) {
    this.#limits = limits;
    this.#worker = new Worker(script, {
      env: {},
      ...{ stdin: false, stdout: true, stderr: true }, // Nobody reads them: what a thread writes is not what the process says.
      resourceLimits: {
        maxOldGenerationSizeMb: limits.oldSpaceMb,
        maxYoungGenerationSizeMb: limits.youngSpaceMb,
        stackSizeMb: limits.stackMb,
      },
    });
    this.#worker.on('message', (answer: Answer) => this.#reply({ answer }));
    this.#worker.on('error', (error) => this.#reply({ failure: failureOf(error) }));
    this.#worker.on('exit', () => {
      this.isAlive = false;
      this.#reply({ failure: failures.crashed('the evaluating thread ended') });
    });
  }

  loaded(): Promise<Reply> {
    return this.#within(this.#limits.loadMs);
  }

  ask(request: Request): Promise<Reply> {
    const reply = this.#within(this.#limits.itemMs);
    this.#worker.postMessage(request);
    return reply;
  }

  async end(): Promise<void> {
    this.#reply = () => undefined;
    await this.#worker.terminate();
  }

  async #within(milliseconds: number): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined;
    const reply = await new Promise<Reply>((resolve) => {
      this.#reply = resolve;
      timer = setTimeout(() => resolve({ failure: failures.tooSlow(milliseconds) }), milliseconds);
    });
    clearTimeout(timer);
    this.#reply = () => undefined;
    if ('failure' in reply) await this.end();
    return reply;
  }
}

function failureOf(error: unknown): TrialFailure {
  const { code, message } = error as { code?: string; message?: string }; // whatever was thrown; read with care
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? failures.tooMuchMemory : failures.crashed(String(message));
}
