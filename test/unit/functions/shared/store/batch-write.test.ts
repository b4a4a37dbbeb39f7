import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { batchWrite, type TableWrite } from '../../../../../functions/shared/store/batch-write.ts';
import { aMockedStore } from '../../../../support/ingestion/a-mocked-store.ts';

const write = (pk: string, head = ''): TableWrite => ({
  table: 'crm',
  request: { PutRequest: { Item: { pk: { S: pk }, sk: { S: 'record' }, head: { S: head } } } },
});
const requests = (mock: ReturnType<typeof aMockedStore>['mock']) =>
  mock.commandCalls(BatchWriteItemCommand).map((call) => call.args[0].input.RequestItems?.crm?.length);

it('writes at most 25 items per call', async () => {
  const { store, mock } = aMockedStore();
  mock.on(BatchWriteItemCommand).resolves({});
  await batchWrite(
    store,
    Array.from({ length: 60 }, (_, index) => write(String(index))),
  );
  expect(requests(mock)).toEqual([25, 25, 10]);
});

it('names an item once per call, in its last state: a call with a key twice is refused as a whole', async () => {
  const { store, mock } = aMockedStore();
  mock.on(BatchWriteItemCommand).resolves({});
  await batchWrite(store, [write('a', 'first'), write('b'), write('a', 'last')]);
  expect(mock.commandCalls(BatchWriteItemCommand)[0]?.args[0].input.RequestItems?.crm).toEqual([
    write('a', 'last').request,
    write('b').request,
  ]);
});

it('tries again what a table had no room for', async () => {
  const { store, mock } = aMockedStore();
  mock
    .on(BatchWriteItemCommand)
    .resolvesOnce({ UnprocessedItems: { crm: [write('b').request] } })
    .resolves({});
  await batchWrite(store, [write('a'), write('b')]);
  expect(requests(mock)).toEqual([2, 1]);
});
