import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from './store.ts';

export interface TableWrite {
  readonly table: string;
  readonly request: WriteRequest;
}

const MOST_PER_CALL = 25;
const MOST_TRIES = 8;

/** Writes that need no condition because repeating them changes nothing; what a table had no room for is tried again. */
export async function batchWrite(store: Store, writes: readonly TableWrite[]): Promise<void> {
  const distinct = [...new Map(writes.map((write) => [identityOf(write), write])).values()];
  for (let start = 0; start < distinct.length; start += MOST_PER_CALL) {
    await writeAll(store, byTable(distinct.slice(start, start + MOST_PER_CALL)));
  }
}

/** A call may name an item only once; of two writes of the same item the later counts. */
function identityOf({ table, request }: TableWrite): string {
  const key = request.PutRequest?.Item ?? request.DeleteRequest?.Key;
  return `${table}\n${key?.pk?.S ?? ''}\n${key?.sk?.S ?? ''}`;
}

async function writeAll(store: Store, requests: Record<string, WriteRequest[]>): Promise<void> {
  let left = requests;
  for (let tries = 0; Object.keys(left).length > 0; tries += 1) {
    if (tries === MOST_TRIES) throw new Error('DynamoDB left writes of a batch unprocessed.');
    if (tries > 0) await wait(25 * 2 ** tries);
    const answer = await store.tables('BatchWriteItem', { RequestItems: left });
    left = answer.UnprocessedItems ?? {};
  }
}

function byTable(writes: readonly TableWrite[]): Record<string, WriteRequest[]> {
  const requests: Record<string, WriteRequest[]> = {};
  for (const { table, request } of writes) (requests[table] ??= []).push(request);
  return requests;
}
