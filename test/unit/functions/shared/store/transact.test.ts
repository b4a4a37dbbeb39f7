import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { ConcurrentChangeError } from '../../../../../domain/errors.ts';
import { openStore } from '../../../../../functions/shared/store/store.ts';
import { TransactionCancelledError } from '../../../../../functions/shared/store/refusals.ts';
import { transact, writeTogether } from '../../../../../functions/shared/store/transact.ts';
import { tablesBySdk } from '../../../../support/aws/tables-by-sdk.ts';

const names = { CRM_TABLE: 'crm', CROSS_REFERENCES_TABLE: 'links', DELIVERIES_TABLE: 'deliveries' };
const table = mockClient(DynamoDBClient);
const store = openStore(names, tablesBySdk(new DynamoDBClient({ region: 'eu-central-1' })));
beforeEach(() => void table.reset());

const item = (pk: string) => ({ Put: { TableName: 'crm', Item: { pk: { S: pk }, sk: { S: 'record' } } } });
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    ...{ $metadata: {}, message: 'cancelled', CancellationReasons: codes.map((Code) => ({ Code })) },
  });
const end = () => transact(store, { records: [item('record')], counters: [item('counter')] });

describe('a transaction', () => {
  it.each([
    ['a record changed', ['ConditionalCheckFailed', 'None']],
    ['a record and a counter changed', ['ConditionalCheckFailed', 'ConditionalCheckFailed']],
  ])('of which %s is a conflict', async (_, codes) => {
    table.on(TransactWriteItemsCommand).rejects(cancelled(...codes));
    await expect(end()).rejects.toBeInstanceOf(ConcurrentChangeError);
  });

  it.each([
    ['only the counter moved on', ['None', 'ConditionalCheckFailed']],
    ['an item is held by another one', ['TransactionConflict', 'None']],
    ['the table has no room', ['None', 'ThrottlingError']],
  ])('of which %s may be tried again', async (_, codes) => {
    table.on(TransactWriteItemsCommand).rejects(cancelled(...codes));
    expect(await end()).toBe('contended');
  });

  it('that fails for any other reason fails loudly', async () => {
    table.on(TransactWriteItemsCommand).rejects(cancelled('ValidationError', 'None'));
    await expect(end()).rejects.toBeInstanceOf(TransactionCancelledError);
    table.on(TransactWriteItemsCommand).rejects(new Error('no network'));
    await expect(end()).rejects.toThrow('no network');
  });
});

describe('records written together', () => {
  it('wait for another transaction to end', async () => {
    table.on(TransactWriteItemsCommand).rejectsOnce(cancelled('TransactionConflict')).resolves({});
    await writeTogether(store, [item('record')]);
    expect(table.commandCalls(TransactWriteItemsCommand)).toHaveLength(2);
  });

  it('are never taken for written while they are not', async () => {
    table.on(TransactWriteItemsCommand).rejects(cancelled('TransactionConflict'));
    await expect(writeTogether(store, [item('record')])).rejects.toBeInstanceOf(ConcurrentChangeError);
  });
});
