import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import { queueUrlSchema } from './queue-url.ts';

interface Identified {
  readonly Id: string;
}

export interface FailedEntry extends Identified {
  readonly Code: string;
  readonly Message: string;
  readonly SenderFault: true;
}

export interface BatchResult<T> {
  readonly Successful: (Identified & T)[];
  readonly Failed: FailedEntry[];
}

const MOST_ENTRIES = 10;

export function batchSchema<T extends z.ZodRawShape>(entry: T) {
  const entries = z.array(z.object({ Id: z.string().regex(/^[\w-]{1,80}$/), ...entry }));
  return queueUrlSchema.extend({ Entries: entries });
}

function checkBatch(entries: readonly Identified[]): void {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'A batch needs at least one entry.');
  if (entries.length > MOST_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `A batch may have ${MOST_ENTRIES} entries, not ${entries.length}.`,
    );
  }
  if (new Set(entries.map((entry) => entry.Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'The ids of a batch have to differ.');
  }
}

/** Runs every entry by itself: one that is refused does not hold up the others. */
export async function eachEntry<E extends Identified, T>(
  entries: readonly E[],
  run: (entry: E) => T | Promise<T>,
): Promise<BatchResult<T>> {
  checkBatch(entries);
  const outcomes = await Promise.allSettled(
    entries.map(async (entry) => ({ Id: entry.Id, ...(await run(entry)) })),
  );
  return {
    Successful: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    Failed: outcomes.flatMap((outcome, index) =>
      outcome.status === 'rejected' ? [failed(entries[index]?.Id ?? '', outcome.reason)] : [],
    ),
  };
}

function failed(id: string, reason: unknown): FailedEntry {
  if (!(reason instanceof AwsError)) throw reason;
  return { Id: id, Code: reason.code, Message: reason.message, SenderFault: true };
}
