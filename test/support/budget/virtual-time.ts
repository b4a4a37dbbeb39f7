import { setImmediate as settled } from 'node:timers/promises';

/** A clock that moves only when nothing else is left to do: a minute of waiting takes no time. */
export interface VirtualTime {
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Lets time pass until nobody waits any more. */
  run(): Promise<void>;
}

export function virtualTime(start = 1_700_000_000_000): VirtualTime {
  let now = start;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ at: now + Math.max(0, ms), wake });
        sleepers.sort((one, other) => one.at - other.at);
      }),
    async run() {
      for (;;) {
        await settled();
        const next = sleepers.shift();
        if (!next) return;
        now = next.at;
        next.wake();
      }
    },
  };
}
