import type { Clock } from '../clock.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** What answers at once has answered after so many turns of the event loop; what has not is waited for in vain. */
const QUIET_TURNS = 10;

/**
 * A clock for tests of one machine: as soon as everything waits, it jumps to the earliest moment somebody waits
 * for. Waits, retries and timeouts take no time; work that does real input or output needs the system clock.
 */
export function skippingClock(start: number): Clock {
  let now = start;
  let turns = 0;
  const sleepers = new Set<Sleeper>();

  const skip = (): void => {
    if (sleepers.size === 0) return;
    turns += 1;
    if (turns > QUIET_TURNS) {
      turns = 0;
      const [first] = [...sleepers].sort((a, b) => a.until - b.until);
      now = Math.max(now, first?.until ?? now);
      first?.wake();
    }
    setImmediate(skip);
  };

  return {
    now: () => now,
    sleepUntil: (until, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        if (until <= now) return resolve();
        const onAbort = (): void => leave(() => reject(signal?.reason as Error));
        const leave = (then: () => void): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', onAbort);
          turns = 0;
          then();
        };
        const sleeper: Sleeper = { until, wake: () => leave(resolve) };
        signal?.addEventListener('abort', onAbort, { once: true });
        turns = 0;
        if (sleepers.add(sleeper).size === 1) setImmediate(skip);
      }),
  };
}
