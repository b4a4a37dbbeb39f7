import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  paginateScan,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from './table-properties.ts';

type Key = Record<string, AttributeValue>;

/** Deletes what has expired at the moment given and tells how many items that were. */
export async function deleteExpired(
  client: DynamoDBClient,
  table: TableDefinition,
  now: number,
): Promise<number> {
  if (table.ttlAttribute === undefined) return 0;
  const condition = {
    TableName: table.name,
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) } },
  };
  const names = Object.fromEntries(table.keys.map((key, index) => [`#k${index}`, key]));
  const pages = paginateScan(
    { client },
    {
      ...condition,
      FilterExpression: '#ttl < :now',
      ProjectionExpression: Object.keys(names).join(', '),
      ExpressionAttributeNames: { ...names, '#ttl': table.ttlAttribute },
    },
  );
  let deleted = 0;
  for await (const { Items: keys = [] } of pages) {
    for (const key of keys) deleted += (await deleteOne(client, table, { ...condition, Key: key })) ? 1 : 0;
  }
  return deleted;
}

/** False when somebody prolonged the item's life after it was found. */
async function deleteOne(
  client: DynamoDBClient,
  { ttlAttribute = '' }: TableDefinition,
  item: { TableName: string; Key: Key; ExpressionAttributeValues: Key },
): Promise<boolean> {
  const ExpressionAttributeNames = { '#ttl': ttlAttribute };
  try {
    await client.send(
      new DeleteItemCommand({ ...item, ConditionExpression: '#ttl < :now', ExpressionAttributeNames }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
