import { expect, it } from 'vitest';
import { CONDITION_FAILED, ownPartition, VALIDATION, type Under } from './table-under-test.ts';

export function expressionCases(under: Under): void {
  it('conditions know all functions and comparisons', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'x', s: 'hello', n: 5, l: ['a'] });

    const { Attributes } = await under().update(pk, 'x', {
      UpdateExpression: 'SET done = :one',
      ConditionExpression: [
        'size(s) = :five AND begins_with(s, :he) AND contains(l, :a) AND attribute_type(n, :N)',
        'n BETWEEN :one AND :ten AND n IN (:five, :ten) AND (NOT attribute_exists(zzz) OR n = :one)',
      ].join(' AND '),
      ExpressionAttributeValues: {
        ...{ ':one': 1, ':five': 5, ':ten': 10 },
        ...{ ':he': 'he', ':a': 'a', ':N': 'N' },
      },
      ReturnValues: 'UPDATED_NEW',
    });

    expect(Attributes).toEqual({ done: 1 });
  });

  it('an update sets defaults, counts, appends and reaches into maps', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'x', l: [1], m: { a: 1 } });

    const { Attributes } = await under().update(pk, 'x', {
      UpdateExpression:
        'SET cnt = if_not_exists(cnt, :zero) + :one, l = list_append(l, :l), m.b = :one, #name = :one REMOVE m.a',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: { ':zero': 0, ':one': 1, ':l': [2] },
      ReturnValues: 'ALL_NEW',
    });

    expect(Attributes).toEqual({ pk, sk: 'x', cnt: 1, l: [1, 2], m: { b: 1 }, name: 1 });
  });

  it('an update adds to numbers and sets, and takes from sets', async () => {
    const pk = ownPartition();
    await under().update(pk, 'x', {
      UpdateExpression: 'ADD c :two, s :s',
      ExpressionAttributeValues: { ':two': 2, ':s': new Set(['a', 'b']) },
    });

    const { Attributes } = await under().update(pk, 'x', {
      UpdateExpression: 'ADD c :three DELETE s :s',
      ExpressionAttributeValues: { ':three': 3, ':s': new Set(['a']) },
      ReturnValues: 'UPDATED_NEW',
    });

    expect(Attributes).toEqual({ c: 5, s: new Set(['b']) });
  });

  it('an update whose condition fails shows what is there', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'x', c: 1 });

    const update = under().update(pk, 'x', {
      UpdateExpression: 'SET c = :v',
      ConditionExpression: 'c = :v',
      ExpressionAttributeValues: { ':v': 99 },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });

    await expect(update).rejects.toMatchObject({ ...CONDITION_FAILED, Item: { c: { N: '1' } } });
  });

  it('of a hundred updates at once that count, none is lost', async () => {
    const pk = ownPartition();
    const count = { UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } };

    await Promise.all(Array.from({ length: 100 }, () => under().update(pk, 'x', count)));

    expect(await under().item(pk, 'x')).toMatchObject({ n: 100 });
  });

  it.each([
    ['overlapping paths', 'SET m.b = :v, m = :v', { ':v': 1 }],
    ['a value that is not used', 'SET q = :v', { ':v': 1, ':unused': 1 }],
    ['a reserved word', 'SET name = :v', { ':v': 1 }],
  ])('an update with %s is refused', async (_what, UpdateExpression, ExpressionAttributeValues) => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'x', m: {} });

    const update = under().update(pk, 'x', { UpdateExpression, ExpressionAttributeValues });

    await expect(update).rejects.toMatchObject(VALIDATION);
  });
}
