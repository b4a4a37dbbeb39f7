import { setTimeout as pass } from 'node:timers/promises';
import type { Clock } from '../../local/cloud/clock.ts';

/** Waits take no time, but work with real input and output takes as long as it needs: no timeout overtakes it. */
export interface WorkingClock extends Clock {
  /** Nothing is skipped before `work` is done. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** What follows from a wake-up without input or output has happened after so many turns of the event loop. */
const QUIET_TURNS = 10;

export function workingClock(start: number): WorkingClock {
  let now = start;
  let busy = 0;
  let isSkipping = false;
  const sleepers = new Set<Sleeper>();

  async function skip(): Promise<void> {
    isSkipping = true;
    for (let quiet = 0; sleepers.size > 0; quiet += 1) {
      await pass(busy > 0 ? 1 : 0);
      if (busy > 0) quiet = 0;
      if (quiet < QUIET_TURNS) continue;
      const [first] = [...sleepers].toSorted((a, b) => a.until - b.until);
      now = Math.max(now, first?.until ?? now);
      first?.wake();
      quiet = 0;
    }
    isSkipping = false;
  }

  return {
    now: () => now,
    async during(work) {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
      }
    },
    sleepUntil: (until, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        if (until <= now) return resolve();
        const leave = (then: () => void): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', onAbort);
          then();
        };
        const onAbort = (): void => leave(() => reject(signal?.reason as Error));
        const sleeper: Sleeper = { until, wake: () => leave(resolve) };
        signal?.addEventListener('abort', onAbort, { once: true });
        sleepers.add(sleeper);
        if (!isSkipping) void skip();
      }),
  };
}
