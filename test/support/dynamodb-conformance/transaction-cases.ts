import {
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { ownPartition, VALIDATION, type Under } from './table-under-test.ts';

type Steps = NonNullable<TransactWriteCommandInput['TransactItems']>;

export function transactionCases(under: Under): void {
  const transact = (TransactItems: Steps, ClientRequestToken?: string) =>
    under().documents.send(
      new TransactWriteCommand({ TransactItems, ...(ClientRequestToken && { ClientRequestToken }) }),
    );
  const put = (Item: Record<string, unknown>, more: object = {}) => ({
    Put: { TableName: under().name, Item, ...more },
  });
  const count = (pk: string, sk: string) => ({
    Update: {
      TableName: under().name,
      Key: { pk, sk },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': 1 },
    },
  });

  it('a transaction puts, updates, deletes and checks together', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'check', ok: true });
    await under().put({ pk, sk: 'delete' });

    await transact([
      put({ pk, sk: 'put', v: 1 }, { ConditionExpression: 'attribute_not_exists(pk)' }),
      count(pk, 'update'),
      { Delete: { TableName: under().name, Key: { pk, sk: 'delete' } } },
      {
        ConditionCheck: {
          TableName: under().name,
          Key: { pk, sk: 'check' },
          ConditionExpression: 'ok = :yes',
          ExpressionAttributeValues: { ':yes': true },
        },
      },
    ]);

    expect(await under().item(pk, 'put')).toMatchObject({ v: 1 });
    expect(await under().item(pk, 'update')).toMatchObject({ n: 1 });
    expect(await under().item(pk, 'delete')).toBeUndefined();
  });

  it('a transaction that is refused writes nothing and tells why for every step', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'there', v: 1 });
    const guarded = {
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };

    await expect(
      transact([put({ pk, sk: 'new' }), put({ pk, sk: 'there', v: 2 }, guarded)]),
    ).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { v: { N: '1' } } }],
    });
    expect(await under().item(pk, 'new')).toBeUndefined();
  });

  it('a transaction repeated with its token counts once', async () => {
    const pk = ownPartition();
    const token = randomUUID();

    await transact([count(pk, 'x')], token);
    await transact([count(pk, 'x')], token);

    expect(await under().item(pk, 'x')).toMatchObject({ n: 1 });
  });

  it('a transaction touches an item once, and at most 100 items', async () => {
    const pk = ownPartition();
    const puts = (length: number) => Array.from({ length }, (_, sk) => put({ pk, sk: String(sk) }));

    await transact(puts(100));

    await expect(transact(puts(101))).rejects.toMatchObject(VALIDATION);
    await expect(transact([put({ pk, sk: 'x' }), put({ pk, sk: 'x' })])).rejects.toMatchObject(VALIDATION);
  });

  it('a transaction reads items together', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: '1', v: 1 });
    const get = (sk: string) => ({ Get: { TableName: under().name, Key: { pk, sk } } });

    const { Responses } = await under().documents.send(
      new TransactGetCommand({ TransactItems: [get('1'), get('none')] }),
    );

    expect(Responses?.map(({ Item }) => Item?.v as unknown)).toEqual([1, undefined]);
  });

  it('statements insert, select and update', async () => {
    const pk = ownPartition();
    const table = `"${under().name}"`;
    const run = (Statement: string, Parameters?: unknown[]) =>
      under().documents.send(new ExecuteStatementCommand({ Statement, ...(Parameters && { Parameters }) }));
    await run(`INSERT INTO ${table} VALUE {'pk':'${pk}','sk':'1','v':7}`);

    const { Items } = await run(`SELECT * FROM ${table} WHERE pk = ? AND sk = ?`, [pk, '1']);
    const Statement = `UPDATE ${table} SET v=8 WHERE pk='${pk}' AND sk='1'`;
    await under().documents.send(new ExecuteTransactionCommand({ TransactStatements: [{ Statement }] }));

    expect(Items).toMatchObject([{ v: 7 }]);
    expect(await under().item(pk, '1')).toMatchObject({ v: 8 });
  });
}
