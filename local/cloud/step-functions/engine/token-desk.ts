import type { Failure, Outcome } from './frame.ts';
import type { Json } from '../json.ts';

export interface WaitingTask {
  /** Keeps the answer; resolves when it survives a killed process. */
  answer(outcome: Outcome): Promise<void>;
  heartbeat(): void;
}

/** Where tasks wait for whoever got their token. The answers say whether somebody was waiting. */
export class TokenDesk {
  readonly #waiting = new Map<string, WaitingTask>();

  wait(token: string, task: WaitingTask): void {
    this.#waiting.set(token, task);
  }

  forget(token: string): void {
    this.#waiting.delete(token);
  }

  succeed(token: string, output: Json): Promise<boolean> {
    return this.#answer(token, { output });
  }

  fail(token: string, failure: Failure): Promise<boolean> {
    return this.#answer(token, failure);
  }

  heartbeat(token: string): boolean {
    const task = this.#waiting.get(token);
    task?.heartbeat();
    return task !== undefined;
  }

  async #answer(token: string, outcome: Outcome): Promise<boolean> {
    const task = this.#waiting.get(token);
    if (!task) return false;
    this.#waiting.delete(token);
    await task.answer(outcome);
    return true;
  }
}
