import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ConditionFailedError,
  TransactionCancelledError,
} from '../../../../../functions/shared/store/refusals.ts';
import type { TableAction, TableInput, Tables } from '../../../../../functions/shared/store/tables.ts';
import { aStore, type RunningStore } from '../../../../support/admin-api/a-store.ts';
import { tablesBySdk } from '../../../../support/aws/tables-by-sdk.ts';

let running: RunningStore;
let ours: Tables;
let sdk: Tables;
let client: DynamoDBClient;
beforeAll(async () => {
  running = await aStore();
  ours = running.store.tables;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new DynamoDBClient({ endpoint: running.endpoint, region: 'eu-central-1', credentials });
  sdk = tablesBySdk(client);
});
afterAll(async () => {
  client.destroy();
  await running.close();
});

const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
const item = (pk: string) => ({
  pk: { S: pk },
  sk: { S: 'record' },
  version: { N: '12345678901234567890.5' },
  body: { B: bytes },
  B: { M: { inner: { L: [{ B: bytes.subarray(10, 20) }, { BOOL: false }, { NULL: true }] } } },
  text: { S: 'Grüße, "B": 😀' },
});
const keyOf = (pk: string) => ({ pk: { S: pk }, sk: { S: 'record' } });
const plain = (answer: object) => {
  const shown: Record<string, unknown> = { ...answer };
  delete shown.$metadata;
  return shown;
};

/** The same request by both ways, from the same state. */
async function both<Action extends TableAction>(action: Action, input: TableInput<Action>) {
  return [plain(await ours(action, input)), plain(await sdk(action, input))] as const;
}

describe('our requests to the tables and those of the SDK', () => {
  it('keep bytes, numbers and texts alike, also nested and under any name', async () => {
    await ours('PutItem', { TableName: 'crm', Item: item('by us') });
    await sdk('PutItem', { TableName: 'crm', Item: item('by the SDK') });
    for (const pk of ['by us', 'by the SDK']) {
      const [one, other] = await both('GetItem', { TableName: 'crm', Key: keyOf(pk) });
      expect(one).toEqual({ Item: item(pk) });
      expect(other).toEqual(one);
    }
  });

  it.each([
    [
      'Query',
      {
        TableName: 'crm',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'by us' } },
      },
    ],
    ['BatchGetItem', { RequestItems: { crm: { Keys: [keyOf('by us'), keyOf('nobody')] } } }],
    ['BatchWriteItem', { RequestItems: { crm: [{ PutRequest: { Item: item('batch') } }] } }],
    ['DeleteItem', { TableName: 'crm', Key: keyOf('nobody') }],
    ['GetItem', { TableName: 'crm', Key: keyOf('nobody') }],
    [
      'TransactWriteItems',
      {
        ClientRequestToken: 'once-and-once-more',
        TransactItems: [{ Put: { TableName: 'crm', Item: item('together') } }],
      },
    ],
    [
      'BatchExecuteStatement',
      {
        Statements: [
          {
            Statement: `INSERT INTO "crm" VALUE {'pk': ?, 'sk': ?, 'body': ?}`,
            Parameters: [{ S: 'by us' }, { S: 'record' }, { B: bytes }],
          },
        ],
      },
    ],
  ] as [TableAction, TableInput<TableAction>][])('are answered alike: %s', async (action, input) => {
    const [one, other] = await both(action, input);
    expect(one).toEqual(other);
  });

  it('bring what stands where a condition did not hold, where it is asked for', async () => {
    await ours('PutItem', { TableName: 'crm', Item: item('taken') });
    const put = { TableName: 'crm', Item: item('taken'), ConditionExpression: 'attribute_not_exists(pk)' };
    for (const tables of [ours, sdk]) {
      const quiet: unknown = await tables('PutItem', put).catch((error: unknown) => error);
      expect(quiet).toBeInstanceOf(ConditionFailedError);
      expect((quiet as ConditionFailedError).item()).toBeUndefined();
      const told: unknown = await tables('PutItem', {
        ...put,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }).catch((error: unknown) => error);
      expect((told as ConditionFailedError).item()).toEqual(item('taken'));
      expect(JSON.stringify(told)).not.toContain('taken');
    }
  });

  it('name why a transaction was cancelled, write by write', async () => {
    await ours('PutItem', { TableName: 'crm', Item: item('taken') });
    const TransactItems = [
      { Put: { TableName: 'crm', Item: item('free') } },
      { Put: { TableName: 'crm', Item: item('taken'), ConditionExpression: 'attribute_not_exists(pk)' } },
    ];
    for (const tables of [ours, sdk]) {
      const error: unknown = await tables('TransactWriteItems', {
        ClientRequestToken: randomUUID(),
        TransactItems,
      }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TransactionCancelledError);
      expect((error as TransactionCancelledError).reasons).toEqual(['None', 'ConditionalCheckFailed']);
    }
  });

  it('fail by the service’s own name for all else', async () => {
    for (const tables of [ours, sdk])
      await expect(tables('GetItem', { TableName: 'nowhere', Key: keyOf('x') })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
  });
});
