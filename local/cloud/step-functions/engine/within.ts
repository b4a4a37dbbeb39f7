import { StatesError } from '../errors.ts';
import type { Clock } from '../../clock.ts';

/** A clock and the signal that ends all waiting. */
export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Waits for the work until the deadline (epoch milliseconds), then fails with `States.Timeout`. The work gets a signal that
 * aborts when nobody waits for it any more.
 */
export async function within<T>(
  deadline: number | null,
  { clock, signal }: Patience,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const contenders = [work(either), aborted(either)];
  if (deadline !== null) contenders.push(expiry(clock, deadline, either));
  try {
    return await Promise.race(contenders);
  } finally {
    over.abort(new Error('The wait is over.'));
  }
}

async function expiry(clock: Clock, deadline: number, signal: AbortSignal): Promise<never> {
  await clock.sleepUntil(deadline, signal);
  throw new StatesError('States.Timeout');
}

/** Rejects with the signal's reason, for work that does not listen to its signal. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    if (signal.aborted) reject(signal.reason as Error);
  });
}
