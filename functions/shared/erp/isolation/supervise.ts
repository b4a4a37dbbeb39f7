import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TrialItem, TrialOutcome } from '../trial/sandbox.ts';
import { failures } from './failures.ts';
import { GuardedThread, type Reply } from './guarded-thread.ts';
import type { Assignment, Saying } from './messages.ts';

/**
 * The process's own thread: runs no mapping, keeps the time, and ends with whoever waits for it. `script` is the program of the evaluating
 * thread.
 */
export async function supervise(script: string): Promise<never> {
  const lines = createInterface({ input: process.stdin });
  lines.once('close', () => process.exit());
  const [line] = (await once(lines, 'line')) as [string];
  await new Supervisor(script, JSON.parse(line) as Assignment).work(); // written by the process that started this one
  process.exit();
}

class Supervisor {
  readonly #script: string;
  readonly #assignment: Assignment;
  #until = 0;
  #room: number;
  #thread: GuardedThread | undefined;

  constructor(script: string, assignment: Assignment) {
    this.#script = script;
    this.#assignment = assignment;
    this.#room = assignment.limits.answerBytes;
  }

  async work(): Promise<void> {
    const opened = await this.#open();
    if ('failure' in opened)
      return say({ unusable: [{ field: '(manifest)', reason: opened.failure.reason }] });
    const { answer } = opened;
    if ('opened' in answer && answer.opened.length > 0) return say({ unusable: [...answer.opened] });
    const { input, limits } = this.#assignment;
    this.#until = performance.now() + limits.runMs;
    for (const item of input.items) await say({ outcome: await this.#outcomeOf(item) });
  }

  async #open(): Promise<Reply> {
    const { input, limits } = this.#assignment;
    const thread = new GuardedThread(this.#script, limits);
    const loaded = await thread.loaded();
    if ('failure' in loaded)
      throw new Error(`The evaluating thread does not start: ${loaded.failure.reason}`);
    const opened = await thread.ask({ open: input.connector });
    if ('answer' in opened) this.#thread = thread;
    return opened;
  }

  /** A thread that had to be ended is replaced for the next item. */
  async #outcomeOf(item: TrialItem): Promise<TrialOutcome> {
    const { key } = item;
    if (performance.now() > this.#until) return { key, failure: failures.notTried };
    await say({ begun: key });
    const opened = this.#thread?.isAlive === true ? undefined : await this.#open();
    const reply = opened !== undefined && 'failure' in opened ? opened : await this.#thread?.ask({ item });
    if (reply === undefined) throw new Error('There is no evaluating thread.');
    return this.#fitting(key, reply);
  }

  #fitting(key: string, reply: Reply): TrialOutcome {
    const outcome = outcomeIn(key, reply);
    const bytes = Buffer.byteLength(JSON.stringify(outcome));
    if (bytes > this.#room) return { key, failure: failures.noRoom };
    this.#room -= bytes;
    return outcome;
  }
}

function outcomeIn(key: string, reply: Reply): TrialOutcome {
  if ('failure' in reply) return { key, failure: reply.failure };
  if ('outcome' in reply.answer) return { ...reply.answer.outcome, key };
  throw new Error('The evaluating thread answered what was not asked.');
}

async function say(saying: Saying): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(saying)}\n`)) await once(process.stdout, 'drain');
}
