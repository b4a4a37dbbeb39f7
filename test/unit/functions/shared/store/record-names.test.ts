import { BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { readNames } from '../../../../../functions/shared/store/record-names.ts';
import { openStore } from '../../../../../functions/shared/store/store.ts';
import { tablesBySdk } from '../../../../support/aws/tables-by-sdk.ts';

const table = mockClient(DynamoDBClient);
beforeEach(() => void table.reset());

const names = { CRM_TABLE: 'crm', CROSS_REFERENCES_TABLE: 'links', DELIVERIES_TABLE: 'deliveries' };
const store = openStore(names, tablesBySdk(new DynamoDBClient({ region: 'eu-central-1' })));
const item = (id: string, head: object) => ({ pk: { S: `demo#${id}` }, head: { S: JSON.stringify(head) } });
const key = (id: string) => ({ pk: { S: `demo#${id}` }, sk: { S: 'record' } });
const calls = () =>
  table.commandCalls(BatchGetItemCommand).map(({ args: [{ input }] }) => input.RequestItems?.crm);

it('reads the names of different records in one call, each once', async () => {
  table.on(BatchGetItemCommand).resolves({
    Responses: {
      crm: [
        item('acc_1', { name: 'Musterbau' }),
        item('deb_1', { canonical: { name: 'Musterbau GmbH', number: '10000' } }),
        item('deb_2', { canonical: { number: null } }),
      ],
    },
  });

  const found = await readNames(store, 'demo', ['acc_1', 'deb_1', 'deb_2', 'acc_1', 'acc_gone']);

  expect(calls()).toMatchObject([{ Keys: ['acc_1', 'deb_1', 'deb_2', 'acc_gone'].map(key) }]);
  expect([...found]).toEqual([
    ['acc_1', { name: 'Musterbau', number: undefined }],
    ['deb_1', { name: 'Musterbau GmbH', number: '10000' }],
    ['deb_2', { name: undefined, number: undefined }],
  ]);
});

it('asks again for what the table had no room for', async () => {
  table
    .on(BatchGetItemCommand)
    .resolvesOnce({
      Responses: { crm: [item('acc_1', { name: 'A' })] },
      UnprocessedKeys: { crm: { Keys: [key('acc_2')] } },
    })
    .resolves({ Responses: { crm: [item('acc_2', { name: 'B' })] } });

  const found = await readNames(store, 'demo', ['acc_1', 'acc_2']);

  expect([...found.keys()]).toEqual(['acc_1', 'acc_2']);
  expect(calls().at(-1)?.Keys).toEqual([key('acc_2')]);
});

it('asks for a hundred at a time, and for nothing where there is nothing', async () => {
  table.on(BatchGetItemCommand).resolves({});

  await readNames(
    store,
    'demo',
    Array.from({ length: 101 }, (_, index) => `acc_${index}`),
  );
  expect(calls().map((call) => call?.Keys?.length)).toEqual([100, 1]);

  table.resetHistory();
  await readNames(store, 'demo', []);
  expect(calls()).toEqual([]);
});
