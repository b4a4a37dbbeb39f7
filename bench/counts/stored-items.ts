import { DynamoDBClient, paginateScan, type AttributeValue } from '@aws-sdk/client-dynamodb';
import type { RunningCloud } from '../../local/cloud/index.ts';

type Item = Record<string, AttributeValue>;
const TABLES = ['CRM_TABLE', 'CROSS_REFERENCES_TABLE', 'DELIVERIES_TABLE'] as const;
type Table = (typeof TABLES)[number];

/** All items of the three tables. */
export async function storedItems(cloud: RunningCloud): Promise<Record<Table, Item[]>> {
  const { environment } = cloud.services.lambda.spec('apply-delivery');
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    endpoint: cloud.services.endpoints.dynamodb,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  try {
    const entries = TABLES.map(async (table) => [table, await itemsOf(client, environment[table] ?? '')]);
    return Object.fromEntries(await Promise.all(entries)) as Record<Table, Item[]>;
  } finally {
    client.destroy();
  }
}

async function itemsOf(client: DynamoDBClient, TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) items.push(...Items);
  return items;
}
