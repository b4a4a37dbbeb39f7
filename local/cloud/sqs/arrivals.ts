import type { Clock } from '../clock.ts';

/** Lets a long poll sleep until something may have become visible. */
export class Arrivals {
  readonly #clock: Clock;
  readonly #sleepers = new Map<string, Set<AbortController>>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  announce(queue: string): void {
    this.#sleepers.get(queue)?.forEach((sleeper) => sleeper.abort());
  }

  /** Ends at an arrival in the queue, at the moment given, when the signal aborts, or when all is closed. */
  async wait(queue: string, until: number, signal?: AbortSignal): Promise<void> {
    if (this.#closed || signal?.aborted) return;
    const sleeper = new AbortController();
    const wakeUp = (): void => sleeper.abort();
    const others = this.#sleepersOf(queue).add(sleeper);
    signal?.addEventListener('abort', wakeUp, { once: true });
    try {
      await this.#clock.sleepUntil(until, sleeper.signal);
    } catch (error) {
      if (!sleeper.signal.aborted) throw error;
    } finally {
      others.delete(sleeper);
      signal?.removeEventListener('abort', wakeUp);
    }
  }

  close(): void {
    this.#closed = true;
    for (const queue of this.#sleepers.keys()) this.announce(queue);
  }

  #sleepersOf(queue: string): Set<AbortController> {
    const existing = this.#sleepers.get(queue) ?? new Set();
    this.#sleepers.set(queue, existing);
    return existing;
  }
}
