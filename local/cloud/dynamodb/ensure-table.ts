import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ResourceNotFoundException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndexUpdate,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import type { TableDefinition } from './table-properties.ts';

const POLL_MS = 10;

/** Creates the table, or brings the indexes and expiry of an existing one to its definition. Repeating it is safe. */
export async function ensureTable(client: DynamoDBClient, table: TableDefinition): Promise<TableDescription> {
  const existing = await describe(client, table.name);
  if (!existing) await client.send(new CreateTableCommand(table.create));
  else await alignIndexes(client, table, existing);
  await alignTimeToLive(client, table);
  return untilActive(client, table.name);
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** One index at a time, as DynamoDB wants it; the index of a changed definition needs a new name, as in AWS. */
async function alignIndexes(
  client: DynamoDBClient,
  table: TableDefinition,
  existing: TableDescription,
): Promise<void> {
  const wanted = table.create.GlobalSecondaryIndexes ?? [];
  const present = new Set(existing.GlobalSecondaryIndexes?.map((index) => index.IndexName));
  const names = new Set(wanted.map((index) => index.IndexName));
  const updates: GlobalSecondaryIndexUpdate[] = [
    ...[...present].filter((name) => !names.has(name)).map((name) => ({ Delete: { IndexName: name } })),
    ...wanted.filter((index) => !present.has(index.IndexName)).map((index) => ({ Create: index })),
  ];
  for (const update of updates) {
    const { AttributeDefinitions } = table.create;
    await client.send(
      new UpdateTableCommand({
        TableName: table.name,
        AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [update],
      }),
    );
    await untilActive(client, table.name);
  }
}

async function alignTimeToLive(client: DynamoDBClient, table: TableDefinition): Promise<void> {
  const { TimeToLiveDescription: current } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: table.name }),
  );
  const attribute = current?.TimeToLiveStatus === 'ENABLED' ? current.AttributeName : undefined;
  if (attribute === table.ttlAttribute) return;
  const AttributeName = table.ttlAttribute ?? attribute;
  const TimeToLiveSpecification = { AttributeName, Enabled: table.ttlAttribute !== undefined };
  await client.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification }));
}

async function untilActive(client: DynamoDBClient, name: string): Promise<TableDescription> {
  for (;;) {
    const table = await describe(client, name);
    if (table && isActive(table)) return table;
    await pause(POLL_MS);
  }
}

function isActive({ TableStatus, GlobalSecondaryIndexes = [] }: TableDescription): boolean {
  return TableStatus === 'ACTIVE' && GlobalSecondaryIndexes.every((index) => index.IndexStatus === 'ACTIVE');
}
