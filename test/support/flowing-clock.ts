import type { Clock } from '../../local/cloud/clock.ts';

/** Time passes by itself, as work with real input and output needs it, and can be skipped. */
export interface FlowingClock extends Clock {
  skip(milliseconds: number): void;
}

export function flowingClock(): FlowingClock {
  let ahead = 0;
  const rearm = new Set<() => void>();
  const now = (): number => Date.now() + ahead;

  const sleepUntil = (until: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const leave = (then: () => void): void => {
        clearTimeout(timer);
        rearm.delete(arm);
        signal?.removeEventListener('abort', abort);
        then();
      };
      const abort = (): void => leave(() => reject(signal?.reason as Error));
      const arm = (): void => {
        clearTimeout(timer);
        const left = until - now();
        if (left <= 0) leave(resolve);
        else timer = setTimeout(arm, Math.min(left, LONGEST_TIMER_MS));
      };
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort);
      rearm.add(arm);
      arm();
    });

  return {
    now,
    sleepUntil,
    skip: (milliseconds) => {
      ahead += milliseconds;
      for (const arm of [...rearm]) arm();
    },
  };
}

/** Node turns a longer delay into one millisecond. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
