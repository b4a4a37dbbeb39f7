import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import * as z from 'zod';

const readySchema = z.object({
  ready: z.literal(true),
  urls: z.object({ webhooks: z.string(), admin: z.string(), demoErp: z.string() }),
});
export type Urls = z.infer<typeof readySchema>['urls'];

/** What `npm start` gives its connection `standard`. */
export const demoSigningSecret = 'whsec_b3JkZXJzZWFtLWRlbW8tc2lnbmluZy1zZWNyZXQtMDAx';

/** `npm start` on one data folder, as a process that can be killed and started again. */
export class AppProcess {
  readonly #dataFolder: string;
  #child: ChildProcess | undefined;
  #complaints = '';

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  /** Resolves when everything answers. */
  async start(): Promise<Urls> {
    const child = this.#spawn();
    const lines = createInterface({ input: child.stdout });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#complaints += text));
    const first = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
    if (typeof first[0] !== 'string') throw new Error(`npm start ended: ${this.#complaints}`);
    return readySchema.parse(JSON.parse(first[0])).urls;
  }

  /** Starts, and is killed hard before it may have answered. */
  async startAndKillAfter(milliseconds: number): Promise<void> {
    this.#spawn();
    await new Promise((done) => setTimeout(done, milliseconds));
    await this.kill();
  }

  /** Ends the process itself without a word of warning; whatever it started has to notice. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  #spawn() {
    const args = ['local/start.ts', '--data', this.#dataFolder, '--port', '0', '--json', '--quiet'];
    const child = spawn(process.execPath, args, {
      cwd: resolve('.'),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    return child;
  }
}
