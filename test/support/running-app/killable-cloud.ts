import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';

const readySchema = z.object({ admin: z.url(), sfn: z.url(), token: z.string() });
export type Addresses = z.infer<typeof readySchema>;

const CHILD = join(import.meta.dirname, 'cloud-child.ts');

/** The embedded cloud in a process of its own, on a clock that is put forward from here and goes on after a kill. */
export class KillableCloud {
  readonly #assembly: string;
  readonly #dataFolder: string;
  #child: ChildProcess | undefined;
  #ahead = 0;

  constructor(assembly: string, dataFolder: string) {
    this.#assembly = assembly;
    this.#dataFolder = dataFolder;
  }

  /** Resolves when everything answers; the clock goes on so much later. */
  async start(laterMs = 0): Promise<Addresses> {
    this.#ahead += laterMs;
    this.#child = fork(CHILD, [this.#assembly, this.#dataFolder, String(this.#ahead)], { execArgv: [] });
    return readySchema.parse(await this.#answer());
  }

  /** Without a word of warning. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async skip(milliseconds: number): Promise<void> {
    this.#ahead += milliseconds;
    const answer = this.#answer();
    this.#child?.send({ skip: milliseconds });
    await answer;
  }

  async #answer(): Promise<unknown> {
    if (!this.#child) throw new Error('The application was not started.');
    const done = new AbortController();
    const { signal } = done;
    const ended = once(this.#child, 'exit', { signal }).then((code) => {
      throw new Error(`The application ended: ${code.join(' ')}`);
    });
    try {
      const [message] = (await Promise.race([once(this.#child, 'message', { signal }), ended])) as unknown[];
      return message;
    } finally {
      ended.catch(() => undefined);
      done.abort();
    }
  }
}
