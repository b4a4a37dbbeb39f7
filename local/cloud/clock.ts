/**
 * The only time the embedded cloud knows. Everything that waits takes a clock, so that tests move
 * months in one step and never sleep.
 */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Resolves at the moment, or at once when it has passed; rejects with the signal's reason when aborted. */
  sleepUntil(epochMs: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves to the moment, waking sleepers in the order of their times, each seeing its own time as now. */
  advanceTo(epochMs: number): Promise<void>;
}

/** Node turns a longer delay into one millisecond. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleepUntil(epochMs, signal) {
    signal?.throwIfAborted();
    for (let left = epochMs - Date.now(); left > 0; left = epochMs - Date.now()) {
      await pause(Math.min(left, LONGEST_TIMER_MS), signal);
    }
  },
};

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export function manualClock(start: number): ManualClock {
  let now = start;
  const sleepers = new Set<Sleeper>();

  return {
    now: () => now,
    sleepUntil: (epochMs, signal) => {
      if (signal?.aborted) return Promise.reject(reasonOf(signal));
      return epochMs <= now ? Promise.resolve() : sleepIn(sleepers, epochMs, signal);
    },
    async advanceTo(epochMs) {
      await settle();
      for (let next = earliest(sleepers, epochMs); next; next = earliest(sleepers, epochMs)) {
        now = Math.max(now, next.until);
        next.wake();
        await settle();
      }
      now = Math.max(now, epochMs);
    },
  };
}

function sleepIn(sleepers: Set<Sleeper>, until: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (then: () => void): void => {
      sleepers.delete(sleeper);
      signal?.removeEventListener('abort', onAbort);
      then();
    };
    const onAbort = (): void => leave(() => reject(reasonOf(signal)));
    const sleeper: Sleeper = { until, wake: () => leave(resolve) };
    sleepers.add(sleeper);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function earliest(sleepers: ReadonlySet<Sleeper>, limit: number): Sleeper | undefined {
  let first: Sleeper | undefined;
  for (const sleeper of sleepers) {
    if (sleeper.until <= limit && (!first || sleeper.until < first.until)) first = sleeper;
  }
  return first;
}

/** One turn of the event loop: what was woken runs, and may sleep again, before time moves on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('The sleep was aborted.', { cause: reason });
}
