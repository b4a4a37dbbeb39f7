import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  TagResourceCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { expect, it, vi } from 'vitest';
import type { Engine } from '../../../local/cloud/dynamodb/engine.ts';
import { ownPartition, VALIDATION, type Under } from './table-under-test.ts';

export function tableCases(under: Under, engine: Engine['name']): void {
  const describeTable = async (): Promise<TableDescription | undefined> =>
    (await under().client.send(new DescribeTableCommand({ TableName: under().name }))).Table;
  const simple = (TableName: string) => ({
    TableName,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' as const }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  });

  it('a table tells its billing, its indexes and its stream', async () => {
    const table = await describeTable();

    expect(table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).toSorted()).toEqual([
      'gsi1',
      'gsi2',
    ]);
    expect(table?.LatestStreamArn).toBeTruthy();
  });

  it('a table is not created twice', async () => {
    const again = under().client.send(new CreateTableCommand(simple(under().name)));

    await expect(again).rejects.toMatchObject({ name: 'ResourceInUseException' });
  });

  it('a table gets another index later, with what is in it', async () => {
    const pk = ownPartition();
    for (const [sk, a] of ['x', 'y', 'z'].entries()) await under().put({ pk, sk: a, rank: sk });
    const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
    const Create = {
      IndexName: 'gsi3',
      KeySchema: [key('pk', 'HASH'), key('rank', 'RANGE')],
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    };
    const definition = (AttributeName: string, AttributeType: 'S' | 'N') => ({
      AttributeName,
      AttributeType,
    });

    await under().client.send(
      new UpdateTableCommand({
        TableName: under().name,
        AttributeDefinitions: [definition('pk', 'S'), definition('rank', 'N')],
        GlobalSecondaryIndexUpdates: [{ Create }],
      }),
    );

    await vi.waitFor(
      async () => {
        const index = (await describeTable())?.GlobalSecondaryIndexes?.find(
          ({ IndexName }) => IndexName === 'gsi3',
        );
        expect(index?.IndexStatus).toBe('ACTIVE');
      },
      { timeout: 15_000 },
    );
    const { Count } = await under().query({
      IndexName: 'gsi3',
      KeyConditionExpression: 'pk = :p AND #rank < :n',
      ExpressionAttributeNames: { '#rank': 'rank' },
      ExpressionAttributeValues: { ':p': pk, ':n': 2 },
    });
    expect(Count).toBe(2);
  });

  it('expiry is switched on and shown', async () => {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expiresAt' };
    await under().client.send(
      new UpdateTimeToLiveCommand({ TableName: under().name, TimeToLiveSpecification }),
    );

    const { TimeToLiveDescription } = await under().client.send(
      new DescribeTimeToLiveCommand({ TableName: under().name }),
    );

    expect(TimeToLiveDescription?.TimeToLiveStatus).toMatch(/ENABL/);
  });

  it('a table that protects itself is not deleted', async () => {
    const TableName = `protected-${ownPartition()}`;
    await under().client.send(
      new CreateTableCommand({ ...simple(TableName), DeletionProtectionEnabled: true }),
    );
    await waitUntilTableExists({ client: under().client, maxWaitTime: 10, minDelay: 1 }, { TableName });

    await expect(under().client.send(new DeleteTableCommand({ TableName }))).rejects.toMatchObject(
      VALIDATION,
    );
  });

  it.skipIf(engine === 'dynamodb-local')('a table carries tags (DynamoDB Local has none)', async () => {
    const ResourceArn = (await describeTable())?.TableArn;
    await under().client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'a', Value: 'b' }] }));

    const { Tags } = await under().client.send(new ListTagsOfResourceCommand({ ResourceArn }));

    expect(Tags).toEqual([{ Key: 'a', Value: 'b' }]);
  });
}
