import type { Clock } from '../clock.ts';
import type { LambdaRuntime } from './index.ts';

/** Waiting times before the second and third attempt, as Lambda does. */
const RETRY_DELAYS_MS = [60_000, 120_000];

/**
 * Invocations whose caller does not wait (`InvocationType: Event`): tried three times. They live in memory;
 * what must survive a crash goes through a queue.
 */
export class AsyncInvocations {
  readonly #runtime: LambdaRuntime;
  readonly #clock: Clock;
  readonly #closing = new AbortController();

  constructor(runtime: LambdaRuntime, clock: Clock) {
    this.#runtime = runtime;
    this.#clock = clock;
  }

  accept(name: string, eventText: string): void {
    void this.#deliver(name, eventText);
  }

  close(): void {
    this.#closing.abort();
  }

  async #deliver(name: string, eventText: string): Promise<void> {
    for (const delay of [...RETRY_DELAYS_MS, undefined]) {
      const outcome = await this.#runtime.invoke(name, { eventText });
      if (outcome.ok || delay === undefined || !(await this.#pause(delay))) return;
    }
  }

  /** False when the cloud closes meanwhile. */
  #pause(milliseconds: number): Promise<boolean> {
    const { signal } = this.#closing;
    return this.#clock.sleepUntil(this.#clock.now() + milliseconds, signal).then(
      () => true,
      () => false,
    );
  }
}
