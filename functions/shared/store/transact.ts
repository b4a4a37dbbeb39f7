import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { TransactionCancelledError } from './refusals.ts';
import type { Store } from './store.ts';

/**
 * `contended`: a counter moved on, or another transaction held one of the items at this moment; nothing was written, and trying again
 * with fresh counters is safe.
 */
export type TransactionEnd = 'written' | 'contended';

/** Writes all or nothing. A record that is not as we believed makes it a ConcurrentChangeError. */
export async function transact(
  store: Store,
  {
    records,
    counters = [],
  }: { records: readonly TransactWriteItem[]; counters?: readonly TransactWriteItem[] },
): Promise<TransactionEnd> {
  try {
    await store.tables('TransactWriteItems', {
      ClientRequestToken: randomUUID(),
      TransactItems: [...records, ...counters],
    });
    return 'written';
  } catch (error) {
    if (!(error instanceof TransactionCancelledError)) throw error;
    const reasons = error.reasons;
    if (reasons.slice(0, records.length).includes('ConditionalCheckFailed')) throw changedMeanwhile(error);
    if (reasons.some((reason) => CONTENTION.has(reason))) return 'contended';
    throw error;
  }
}

const MOST_TRIES = 5;
const LONGEST_DELAY = 100;

/** The same without counters: another transaction on the same items is waited for, and told as a ConcurrentChangeError where it goes on. */
export async function writeTogether(store: Store, records: readonly TransactWriteItem[]): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (tries > 0) await wait(randomInt(LONGEST_DELAY));
    if ((await transact(store, { records })) === 'written') return;
  }
  throw changedMeanwhile();
}

const CONTENTION: ReadonlySet<string | undefined> = new Set([
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

const changedMeanwhile = (cause?: unknown) =>
  new ConcurrentChangeError('One of the records was changed meanwhile; read them again and repeat.', {
    cause,
  });
