import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { Delivery } from '../../../domain/records/delivery.ts';
import { readDelivery } from '../../../functions/shared/store/deliveries.ts';
import type { Item } from '../../../functions/shared/store/items.ts';
import { openStore, type Store } from '../../../functions/shared/store/store.ts';
import { tablesBySdk } from '../aws/tables-by-sdk.ts';

export interface MemoryDeliveries {
  readonly store: Store;
  recorded(): Delivery[];
  clear(): void;
}

const names = { CRM_TABLE: 'crm', CROSS_REFERENCES_TABLE: 'links', DELIVERIES_TABLE: 'deliveries' };

/** A deliveries table in memory. Any other command fails: the door has no business with other tables. */
export function memoryDeliveries(): MemoryDeliveries {
  const items = new Map<string, Item>();
  const client = new DynamoDBClient({ region: 'eu-central-1' });
  const table = mockClient(client);
  table.onAnyCommand().callsFake((input: object) => {
    throw new Error(`The door asked a table for something new: ${JSON.stringify(input)}`);
  });
  table.on(GetItemCommand, { TableName: 'deliveries' }).callsFake(({ Key }: { Key: Item }) => {
    const Item = items.get(keyOf(Key));
    return Item ? { Item } : {};
  });
  table.on(PutItemCommand, { TableName: 'deliveries' }).callsFake(({ Item }: { Item: Item }) => {
    if (items.has(keyOf(Item)) && Item.version?.N === '1')
      throw new ConditionalCheckFailedException({ message: 'It is there.', $metadata: {} });
    items.set(keyOf(Item), Item);
    return {};
  });
  return {
    store: openStore(names, tablesBySdk(client)),
    recorded: () => [...items.values()].map(readDelivery),
    clear: () => {
      items.clear();
      table.resetHistory();
    },
  };
}

const keyOf = ({ pk, sk }: Item): string => `${pk?.S ?? ''}\n${sk?.S ?? ''}`;
