import { describe, expect, it } from 'vitest';
import { manualClock, systemClock } from '../../../../local/cloud/clock.ts';

describe('manual clock', () => {
  it('stands still until it is moved', () => {
    expect(manualClock(1_000).now()).toBe(1_000);
  });

  it('wakes sleepers in the order of their times, each at its own time', async () => {
    const clock = manualClock(0);
    const woken: [string, number][] = [];
    const sleep = async (name: string, until: number): Promise<void> => {
      await clock.sleepUntil(until);
      woken.push([name, clock.now()]);
    };
    void sleep('late', 200);
    void sleep('early', 100);
    void sleep('never', 301);

    await clock.advanceTo(300);

    expect(woken).toEqual([
      ['early', 100],
      ['late', 200],
    ]);
    expect(clock.now()).toBe(300);
  });

  it('wakes one that sleeps again within the same move', async () => {
    const clock = manualClock(0);
    const ticks: number[] = [];
    const tick = async (): Promise<void> => {
      for (;;) {
        await clock.sleepUntil(clock.now() + 10);
        ticks.push(clock.now());
      }
    };
    void tick();

    await clock.advanceTo(35);

    expect(ticks).toEqual([10, 20, 30]);
  });

  it('rejects an aborted sleep with the reason', async () => {
    const clock = manualClock(0);
    const stop = new AbortController();
    const sleeping = clock.sleepUntil(10, stop.signal);

    stop.abort(new Error('closing'));

    await expect(sleeping).rejects.toThrow('closing');
    await expect(clock.sleepUntil(10, stop.signal)).rejects.toThrow('closing');
  });

  it('never runs backwards', async () => {
    const clock = manualClock(50);
    await clock.advanceTo(10);
    expect(clock.now()).toBe(50);
  });
});

describe('system clock', () => {
  it('resolves at once for a moment that has passed', async () => {
    await expect(systemClock.sleepUntil(0)).resolves.toBeUndefined();
  });

  it('ends an endless sleep when aborted', async () => {
    const stop = new AbortController();
    const sleeping = systemClock.sleepUntil(Number.MAX_SAFE_INTEGER, stop.signal);
    stop.abort(new Error('closing'));
    await expect(sleeping).rejects.toThrow('closing');
  });
});
