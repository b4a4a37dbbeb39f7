import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../functions/shared/store/items.ts';

const common = { region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/** All that a table of an engine holds, seen through the SDK. */
export async function everyItem(endpoint: string, TableName: string): Promise<Item[]> {
  const client = new DynamoDBClient({ ...common, endpoint });
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) items.push(...Items);
  client.destroy();
  return items;
}
