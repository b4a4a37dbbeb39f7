import type { Clock } from '../clock.ts';
import type { LambdaRuntime } from './index.ts';

/** Waiting times before the second and third attempt, as Lambda does. */
const RETRY_DELAYS_MS = [60_000, 120_000];

export interface AsyncPorts {
  readonly runtime: LambdaRuntime;
  readonly clock: Clock;
  /** Takes the event of a function that failed for good, for its dead-letter queue. */
  readonly sendDeadLetter: (queueArn: string, eventText: string) => Promise<void>;
}

/**
 * Invocations whose caller does not wait (`InvocationType: Event`): tried three times, then dead. They live in
 * memory; what must survive a crash goes through a queue.
 */
export class AsyncInvocations {
  readonly #ports: AsyncPorts;
  readonly #closing = new AbortController();

  constructor(ports: AsyncPorts) {
    this.#ports = ports;
  }

  accept(name: string, eventText: string): void {
    void this.#deliver(name, eventText);
  }

  close(): void {
    this.#closing.abort(new Error('The embedded cloud is closing.'));
  }

  async #deliver(name: string, eventText: string): Promise<void> {
    const { runtime, sendDeadLetter } = this.#ports;
    for (const delayMs of [0, ...RETRY_DELAYS_MS]) {
      if (!(await this.#pause(delayMs))) return;
      if ((await runtime.invoke(name, { eventText })).ok) return;
    }
    const { deadLetterArn } = runtime.spec(name);
    if (deadLetterArn !== undefined && !this.#closing.signal.aborted)
      await sendDeadLetter(deadLetterArn, eventText);
  }

  /** False when the cloud closes meanwhile. */
  #pause(milliseconds: number): Promise<boolean> {
    const { signal } = this.#closing;
    const { clock } = this.#ports;
    return clock.sleepUntil(clock.now() + milliseconds, signal).then(
      () => true,
      () => false,
    );
  }
}
