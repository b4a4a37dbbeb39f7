import {
  BatchGetItemCommand,
  GetItemCommand,
  QueryCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Store } from './store.ts';

export interface DryStore extends Store {
  /** Whether anything would have been written. */
  readonly hasWritten: () => boolean;
}

/**
 * The same tables, of which nothing is changed: reads are answered, writes are accepted and forgotten. What a write would do is then told
 * by the very code that does it. A write that is tried without reading before would seem to succeed: read first.
 */
export function dryStore(store: Store): DryStore {
  let written = false;
  const send = (command: Parameters<DynamoDBClient['send']>[0]) => {
    if (isReading(command)) return store.client.send(command);
    written = true;
    return Promise.resolve({ $metadata: {} });
  };
  const client = Object.create(store.client, { send: { value: send } }) as DynamoDBClient; // all else inherited
  return { ...store, client, hasWritten: () => written };
}

const isReading = (command: unknown): boolean =>
  [GetItemCommand, BatchGetItemCommand, QueryCommand].some((reading) => command instanceof reading);
