import type { Put } from '@aws-sdk/client-dynamodb';
import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { itemOf, keyOf, type DocumentItem, type Item } from './items.ts';
import type { Key } from './keys.ts';
import { ConditionFailedError } from './refusals.ts';
import type { Store } from './store.ts';

/** The version we believe is stored; `absent` means that nothing is. */
export type Expected = number | 'absent';

export type Written =
  | { readonly written: true; readonly previous: Item | undefined }
  | { readonly written: false; readonly current: Item | undefined };

/** A failed condition is an answer: either way the answer brings what was stored, so that nobody reads again. */
export async function putDocument(
  store: Store,
  document: DocumentItem,
  expected: Expected,
): Promise<Written> {
  try {
    const answer = await store.tables('PutItem', {
      ...putOf(store, document, expected),
      ...(expected === 'absent' ? {} : { ReturnValues: 'ALL_OLD' }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return { written: true, previous: answer.Attributes };
  } catch (error) {
    if (error instanceof ConditionFailedError) return { written: false, current: error.item() };
    throw error;
  }
}

/** The same write as a part of a transaction. */
export const putOf = (store: Store, document: DocumentItem, expected: Expected): Put & { Item: Item } => ({
  TableName: store.crm,
  Item: itemOf(document),
  ...conditionOf(expected),
});

const conditionOf = (expected: Expected) =>
  expected === 'absent'
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'version = :expected',
        ExpressionAttributeValues: { ':expected': { N: String(expected) } },
      };

/** For people's records: whoever changed it in between wins, and the loser is told (If-Match). */
export async function putOrConflict(store: Store, document: DocumentItem, expected: Expected): Promise<void> {
  const { written } = await putDocument(store, document, expected);
  if (!written) throw changedMeanwhile(document.key);
}

export async function getDocument(store: Store, key: Key): Promise<Item | undefined> {
  const answer = await store.tables('GetItem', {
    TableName: store.crm,
    Key: keyOf(key),
    ConsistentRead: true,
  });
  return answer.Item;
}

export async function deleteDocument(store: Store, key: Key, expected: number): Promise<void> {
  try {
    await store.tables('DeleteItem', { TableName: store.crm, Key: keyOf(key), ...conditionOf(expected) });
  } catch (error) {
    if (error instanceof ConditionFailedError) throw changedMeanwhile(key, error);
    throw error;
  }
}

const changedMeanwhile = (key: Key, cause?: unknown) =>
  new ConcurrentChangeError(
    `${key.pk} was changed or deleted meanwhile; read it again and repeat the change.`,
    {
      cause,
    },
  );
