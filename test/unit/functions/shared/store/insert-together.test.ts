import {
  BatchExecuteStatementCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { insertTogether } from '../../../../../functions/shared/store/insert-together.ts';
import type { DocumentItem } from '../../../../../functions/shared/store/items.ts';
import { aMockedStore } from '../../../../support/ingestion/a-mocked-store.ts';

const document = (pk: string, body = new Uint8Array([1])): DocumentItem => ({
  key: { pk, sk: 'record' },
  version: 1,
  head: '{}',
  body,
});

describe('inserts of the same moment', () => {
  it('share one call, each with a statement of its own', async () => {
    const { store, mock } = aMockedStore();
    mock.on(BatchExecuteStatementCommand).resolves({ Responses: [{}, {}] });
    await Promise.all([insertTogether(store, document('a')), insertTogether(store, document('b'))]);

    expect(mock.calls()).toHaveLength(1);
    expect(mock.commandCalls(BatchExecuteStatementCommand)[0]?.args[0].input.Statements?.[1]).toEqual({
      Statement: `INSERT INTO "crm" VALUE {'pk': ?, 'sk': ?, 'version': ?, 'head': ?, 'body': ?}`,
      Parameters: [{ S: 'b' }, { S: 'record' }, { N: '1' }, { S: '{}' }, { B: new Uint8Array([1]) }],
    });
  });

  it('are refused one by one, with what is stored instead', async () => {
    const { store, mock } = aMockedStore();
    mock.on(BatchExecuteStatementCommand).resolves({ Responses: [{}, { Error: { Code: 'DuplicateItem' } }] });
    mock.on(GetItemCommand).resolves({ Item: { pk: { S: 'b' } } });
    expect(
      await Promise.all([insertTogether(store, document('a')), insertTogether(store, document('b'))]),
    ).toEqual([
      { written: true, previous: undefined },
      { written: false, current: { pk: { S: 'b' } } },
    ]);
  });

  it('are tried alone where the call left them undone', async () => {
    const { store, mock } = aMockedStore();
    mock
      .on(BatchExecuteStatementCommand)
      .resolves({ Responses: [{}, { Error: { Code: 'ThrottlingError' } }] });
    mock.on(PutItemCommand).resolves({});
    const results = await Promise.all([
      insertTogether(store, document('a')),
      insertTogether(store, document('b')),
    ]);
    expect(results.map(({ written }) => written)).toEqual([true, true]);
    expect(mock.commandCalls(PutItemCommand)[0]?.args[0].input.Item?.pk).toEqual({ S: 'b' });
  });

  it('all hear of it when the call fails', async () => {
    const { store, mock } = aMockedStore();
    mock.on(BatchExecuteStatementCommand).rejects(new Error('down'));
    const results = await Promise.allSettled([
      insertTogether(store, document('a')),
      insertTogether(store, document('b')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('by itself goes', () => {
  it('a single insert', async () => {
    const { store, mock } = aMockedStore();
    mock.on(PutItemCommand).resolves({});
    expect(await insertTogether(store, document('a'))).toMatchObject({ written: true });
    expect(mock.commandCalls(BatchExecuteStatementCommand)).toHaveLength(0);
  });

  it('a large document, and a second one of the same key', async () => {
    const { store, mock } = aMockedStore();
    mock.on(PutItemCommand).resolves({});
    const large = insertTogether(store, document('large', new Uint8Array(60_000)));
    const first = insertTogether(store, document('a'));
    mock
      .on(PutItemCommand, { Item: expect.objectContaining({ pk: { S: 'a' } }) as never })
      .rejects(new ConditionalCheckFailedException({ $metadata: {}, message: 'no' }));
    await Promise.allSettled([large, first, insertTogether(store, document('a'))]);
    expect(mock.commandCalls(PutItemCommand)).toHaveLength(3);
  });
});
