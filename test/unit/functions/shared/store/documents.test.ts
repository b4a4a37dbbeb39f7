import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  InternalServerError,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { ConcurrentChangeError } from '../../../../../domain/errors.ts';
import {
  deleteDocument,
  getDocument,
  putDocument,
  putOrConflict,
} from '../../../../../functions/shared/store/documents.ts';
import { aMockedStore } from '../../../../support/ingestion/a-mocked-store.ts';

const document = {
  key: { pk: 'acme#acc_1', sk: 'record' },
  version: 3,
  head: '{"name":"Pappel"}',
  index1: { partition: 'acme#account', sort: 'pappel#acc_1' },
};
const item = {
  pk: { S: 'acme#acc_1' },
  sk: { S: 'record' },
  version: { N: '3' },
  head: { S: '{"name":"Pappel"}' },
  gsi1pk: { S: 'acme#account' },
  gsi1sk: { S: 'pappel#acc_1' },
};
const refused = (stored?: typeof item) =>
  new ConditionalCheckFailedException({ $metadata: {}, message: 'no', ...(stored && { Item: stored }) });

describe('a document is written', () => {
  it('once, where nothing may be stored', async () => {
    const { store, mock } = aMockedStore();
    mock.on(PutItemCommand).resolves({});
    await putDocument(store, document, 'absent');
    expect(mock.commandCalls(PutItemCommand)[0]?.args[0].input).toEqual({
      TableName: 'crm',
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  it('over the version it was read with, and brings what it replaced', async () => {
    const { store, mock } = aMockedStore();
    mock.on(PutItemCommand).resolves({ Attributes: item });
    expect(await putDocument(store, document, 2)).toEqual({ written: true, previous: item });
    expect(mock.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      ConditionExpression: 'version = :expected',
      ExpressionAttributeValues: { ':expected': { N: '2' } },
      ReturnValues: 'ALL_OLD',
    });
  });

  it('or refused, with what is stored instead', async () => {
    const { store, mock } = aMockedStore();
    mock.on(PutItemCommand).rejects(refused(item));
    expect(await putDocument(store, document, 'absent')).toEqual({ written: false, current: item });
    await expect(putOrConflict(store, document, 2)).rejects.toThrow(ConcurrentChangeError);
  });

  it('any other error is no answer', async () => {
    const { store, mock } = aMockedStore();
    mock.on(PutItemCommand).rejects(new InternalServerError({ $metadata: {}, message: 'down' }));
    await expect(putDocument(store, document, 'absent')).rejects.toThrow('down');
  });
});

it('reads are consistent: what was written a moment ago is there', async () => {
  const { store, mock } = aMockedStore();
  mock.on(GetItemCommand).resolves({ Item: item });
  expect(await getDocument(store, document.key)).toEqual(item);
  expect(mock.commandCalls(GetItemCommand)[0]?.args[0].input).toEqual({
    TableName: 'crm',
    Key: { pk: item.pk, sk: item.sk },
    ConsistentRead: true,
  });
});

it('a record is deleted in the version that was seen, or not at all', async () => {
  const { store, mock } = aMockedStore();
  mock.on(DeleteItemCommand).rejects(refused());
  await expect(deleteDocument(store, document.key, 3)).rejects.toThrow(ConcurrentChangeError);
  expect(mock.commandCalls(DeleteItemCommand)[0]?.args[0].input).toMatchObject({
    ConditionExpression: 'version = :expected',
    ExpressionAttributeValues: { ':expected': { N: '3' } },
  });
});
