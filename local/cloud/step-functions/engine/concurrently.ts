import { BranchCancelled } from '../errors.ts';

export interface Concurrency {
  readonly count: number;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/**
 * Runs work 0 to count-1, at most `limit` at a time, and returns the results in that order. The first failure
 * cancels what runs and starts nothing more; it is thrown when all of it has come to rest.
 */
export async function concurrently<T>(
  { count, limit, signal }: Concurrency,
  work: (index: number, signal: AbortSignal) => Promise<T>,
): Promise<T[]> {
  const cancel = new AbortController();
  const either = AbortSignal.any([signal, cancel.signal]);
  const results = new Array<T>(count);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count && !either.aborted) {
      const index = next++;
      results[index] = await work(index, either);
    }
  };
  const cancelling = (error: unknown): never => {
    cancel.abort(new BranchCancelled('A sibling failed.', { cause: error }));
    throw error;
  };
  const workers = Array.from({ length: Math.min(limit, count) }, () => worker().catch(cancelling));
  await settleInOrder(workers, cancel.signal);
  signal.throwIfAborted();
  return results;
}

/** Throws what the first worker threw to cancel the others, not what the others threw because of it. */
async function settleInOrder(workers: readonly Promise<void>[], cancelled: AbortSignal): Promise<void> {
  await Promise.allSettled(workers);
  const reason: unknown = cancelled.reason;
  if (reason instanceof BranchCancelled) throw reason.cause;
}
