import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished, describe, vi } from 'vitest';
import { manualClock } from '../../../../local/cloud/clock.ts';
import { startDynamoDb, type DynamoDbOptions } from '../../../../local/cloud/dynamodb/index.ts';
import { startGuarded } from '../../../../local/cloud/dynamodb/guarded-process.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const TableName = 'deliveries';
const DAY_MS = 86_400_000;
const texts = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const index = (name: string) => ({
  IndexName: name,
  KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
});

/** As a template declares it, with things that mean nothing here. */
const aTable = (changes: object = {}): object => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: texts('pk', 'byState'),
  GlobalSecondaryIndexes: [index('byState')],
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  SSESpecification: { SSEEnabled: true },
  DeletionProtectionEnabled: true,
  ...changes,
});

async function anEngine(options: DynamoDbOptions = {}) {
  const dynamoDb = await startDynamoDb(options);
  onTestFinished(() => dynamoDb.close());
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = new DynamoDBClient({ endpoint: dynamoDb.endpoint, region: 'eu-central-1', credentials });
  const put = (pk: string, more: object = {}) =>
    client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, ...more } }));
  const has = async (pk: string) =>
    (await client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } } }))).Item !== undefined;
  const describeTable = async () => (await client.send(new DescribeTableCommand({ TableName }))).Table;
  return { dynamoDb, client, put, has, describeTable };
}

describe('tables', () => {
  it('are created as declared', async () => {
    const { dynamoDb, client, describeTable } = await anEngine();

    const [created] = await dynamoDb.createTables([
      aTable({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }),
    ]);

    expect(created?.streamArn).toBeTruthy();
    expect(await describeTable()).toMatchObject({
      TableStatus: 'ACTIVE',
      GlobalSecondaryIndexes: [{ IndexName: 'byState' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  });

  it('keep their items when they are created again, and get the indexes of their new definition', async () => {
    const { dynamoDb, put, has, describeTable } = await anEngine();
    await dynamoDb.createTables([aTable()]);
    await put('kept');

    const changed = {
      AttributeDefinitions: texts('pk', 'byNumber'),
      GlobalSecondaryIndexes: [index('byNumber')],
    };
    await dynamoDb.createTables([aTable(changed)]);

    expect((await describeTable())?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual([
      'byNumber',
    ]);
    expect(await has('kept')).toBe(true);
  });

  it('are there after a restart', async () => {
    const folder = temporaryFolder();
    const first = await anEngine({ folder });
    await first.dynamoDb.createTables([aTable()]);
    await first.put('kept');
    await first.dynamoDb.close();

    const second = await anEngine({ folder });
    await second.dynamoDb.createTables([aTable()]);

    expect(await second.has('kept')).toBe(true);
  });
});

describe('expired items', () => {
  const at = (moment: number) => ({ expiresAt: { N: String(Math.floor(moment / 1000)) } });

  it('are deleted, all others stay', async () => {
    const clock = manualClock(Date.parse('2026-03-01T00:00:00Z'));
    const { dynamoDb, put, has } = await anEngine({ clock });
    await dynamoDb.createTables([aTable()]);
    await put('expired', at(clock.now() - 1_000));
    await put('later', at(clock.now() + DAY_MS));
    await put('never');

    expect(await dynamoDb.deleteExpired()).toBe(1);

    expect(await Promise.all(['expired', 'later', 'never'].map(has))).toEqual([false, true, true]);
  });

  it('go by themselves as time goes by', async () => {
    const clock = manualClock(Date.parse('2026-03-01T00:00:00Z'));
    const { dynamoDb, put, has } = await anEngine({ clock });
    await dynamoDb.createTables([aTable()]);
    await put('later', at(clock.now() + DAY_MS));

    await clock.advanceTo(clock.now() + 2 * DAY_MS);

    await vi.waitFor(async () => {
      await clock.advanceTo(clock.now() + DAY_MS);
      expect(await has('later')).toBe(false);
    });
  });

  it('stay where expiry is off', async () => {
    const clock = manualClock(Date.parse('2026-03-01T00:00:00Z'));
    const { dynamoDb, put, has } = await anEngine({ clock });
    await dynamoDb.createTables([
      aTable({ TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: false } }),
    ]);
    await put('expired', at(clock.now() - DAY_MS));

    expect(await dynamoDb.deleteExpired()).toBe(0);

    expect(await has('expired')).toBe(true);
  });
});

describe('the guarded process', () => {
  it('that does not start says why', async () => {
    const missing = { file: '/nowhere/engine', args: [] };
    const failing = { file: process.execPath, args: ['-e', 'console.error("no port"); process.exit(3)'] };

    await expect(startGuarded(missing, /listening/)).rejects.toThrow('ENOENT');
    await expect(startGuarded(failing, /listening/)).rejects.toThrow(/exit code 3: no port/);
  });

  it('tells when it ended by itself', async () => {
    const script = 'console.log("listening"); setTimeout(() => process.exit(7), 50)';
    const { ended } = await startGuarded({ file: process.execPath, args: ['-e', script] }, /listening/);

    expect(await ended).toMatch('exit code 7');
  });
});
