import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { CONDITION_FAILED, ownPartition, VALIDATION, type Under } from './table-under-test.ts';

export function itemCases(under: Under): void {
  it('values of every type come back as they were put', async () => {
    const pk = ownPartition();
    const item = {
      ...{ pk, sk: 'types', s: 'x', n: 1.5, bool: true, nul: null, e: '' },
      ...{ b: new Uint8Array([1, 2, 3]), eb: new Uint8Array(), l: [1, 'a', { z: 1 }], m: { a: { b: [1] } } },
      ...{ ss: new Set(['a', 'b']), ns: new Set([1, 2]) },
    };
    await under().put(item);

    const { Item } = await under().get(pk, 'types', { ConsistentRead: true });

    expect(Item).toEqual(item);
  });

  it('a number keeps all its 38 digits', async () => {
    const Key = { pk: { S: ownPartition() }, sk: { S: 'n' } };
    const n = { N: '12345678901234567890123456789012345678' };
    await under().client.send(new PutItemCommand({ TableName: under().name, Item: { ...Key, n } }));

    const { Item } = await under().client.send(new GetItemCommand({ TableName: under().name, Key }));

    expect(Item?.n).toEqual(n);
  });

  it('an item that does not exist is no item', async () => {
    expect(await under().item(ownPartition(), 'nope')).toBeUndefined();
  });

  it('a read can be confined to paths', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'x', s: 'text', m: { a: { b: [1, 2] } }, other: 1 });

    const { Item } = await under().get(pk, 'x', { ProjectionExpression: 'm.a.b[0], s' });

    expect(Item).toEqual({ s: 'text', m: { a: { b: [1] } } });
  });

  it('a put tells what it replaced', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'x', v: 1 });

    const { Attributes } = await under().put({ pk, sk: 'x', v: 2 }, { ReturnValues: 'ALL_OLD' });

    expect(Attributes).toEqual({ pk, sk: 'x', v: 1 });
  });

  it('a put that finds something else is refused, with what is there when asked', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'x', v: 1 });
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };

    await expect(under().put({ pk, sk: 'x', v: 2 }, condition)).rejects.toMatchObject(CONDITION_FAILED);
    const shown = under().put(
      { pk, sk: 'x', v: 2 },
      { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
    );
    await expect(shown).rejects.toMatchObject({ ...CONDITION_FAILED, Item: { v: { N: '1' } } });
    expect(await under().item(pk, 'x')).toMatchObject({ v: 1 });
  });

  it('a delete obeys its condition and tells what it deleted', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'x', v: 1 });
    const remove = (v: number) =>
      under().documents.send(
        new DeleteCommand({
          TableName: under().name,
          Key: { pk, sk: 'x' },
          ConditionExpression: 'v = :v',
          ExpressionAttributeValues: { ':v': v },
          ReturnValues: 'ALL_OLD',
        }),
      );

    await expect(remove(2)).rejects.toMatchObject(CONDITION_FAILED);
    expect((await remove(1)).Attributes).toMatchObject({ v: 1 });
    expect(await under().item(pk, 'x')).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>]>([
    ['an empty key', { pk: '', sk: 'x' }],
    ['an index key of the wrong type', { pk: 'p', sk: 'x', gsi1pk: 5 }],
    ['more than 400 KB', { pk: 'p', sk: 'x', s: 'x'.repeat(410 * 1024) }],
  ])('a put with %s is refused', async (_what, item) => {
    await expect(under().put(item)).rejects.toMatchObject(VALIDATION);
  });

  it('a put tells what it cost', async () => {
    const { ConsumedCapacity } = await under().put(
      { pk: ownPartition(), sk: 'x' },
      { ReturnConsumedCapacity: 'TOTAL' },
    );

    expect(ConsumedCapacity?.CapacityUnits).toBeGreaterThanOrEqual(1);
  });

  it('of 50 puts at once that want to be first, one is', async () => {
    const pk = ownPartition();
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    const puts = Array.from({ length: 50 }, (_, v) => under().put({ pk, sk: 'lock', v }, condition));

    const outcomes = await Promise.allSettled(puts);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('a table that does not exist is called by name', async () => {
    const missing = new GetCommand({ TableName: 'nowhere', Key: { pk: '1', sk: '1' } });

    await expect(under().documents.send(missing)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
}
