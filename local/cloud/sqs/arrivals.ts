import type { Clock } from '../clock.ts';

/** Lets a long poll sleep until something may have become visible. */
export interface Arrivals {
  announce(queue: string): void;
  /** Ends at an arrival in the queue, at the moment given, when the signal aborts, or when all is closed. */
  wait(queue: string, until: number, signal?: AbortSignal): Promise<void>;
  close(): void;
}

export function openArrivals(clock: Clock): Arrivals {
  const sleepers = new Map<string, Set<AbortController>>();
  let closed = false;
  const wake = (sleeping: Iterable<AbortController>): void => {
    for (const sleeper of sleeping) sleeper.abort();
  };
  const sleepersOf = (queue: string): Set<AbortController> => {
    const existing = sleepers.get(queue) ?? new Set();
    sleepers.set(queue, existing);
    return existing;
  };

  return {
    announce: (queue) => wake(sleepers.get(queue) ?? []),
    close: () => {
      closed = true;
      sleepers.forEach(wake);
    },
    wait: async (queue, until, signal) => {
      if (closed || signal?.aborted) return;
      const sleeper = new AbortController();
      const wakeUp = (): void => sleeper.abort();
      const others = sleepersOf(queue).add(sleeper);
      signal?.addEventListener('abort', wakeUp, { once: true });
      try {
        await clock.sleepUntil(until, sleeper.signal);
      } catch (error) {
        if (!sleeper.signal.aborted) throw error;
      } finally {
        others.delete(sleeper);
        signal?.removeEventListener('abort', wakeUp);
      }
    },
  };
}
