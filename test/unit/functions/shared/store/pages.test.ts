import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { InvalidCursorError } from '../../../../../domain/errors.ts';
import type { Item } from '../../../../../functions/shared/store/items.ts';
import { listPage, type Listing } from '../../../../../functions/shared/store/pages.ts';
import { aMockedStore } from '../../../../support/ingestion/a-mocked-store.ts';

const itemOf = (index: number, company = 'acme'): Item => ({
  pk: { S: `${company}#acc_${index}` },
  sk: { S: 'record' },
  gsi1pk: { S: `${company}#account` },
  gsi1sk: { S: `name#acc_${index}` },
});

const listing = (overrides: Partial<Listing<string>> = {}): Listing<string> => ({
  table: 'crm',
  index: 'gsi1',
  stretches: [{ partition: 'acme#account' }],
  read: (item) => item.pk?.S ?? '',
  ...overrides,
});

const inputs = (mock: ReturnType<typeof aMockedStore>['mock']) =>
  mock.commandCalls(QueryCommand).map((call) => call.args[0].input);

describe('a list', () => {
  it('goes on after the last item it gave, even in the middle of what was read', async () => {
    const { store, mock } = aMockedStore();
    mock.on(QueryCommand).resolves({ Items: [itemOf(1), itemOf(2), itemOf(3)] });
    const first = await listPage(store, listing(), { limit: 2 });
    expect(first.items).toEqual(['acme#acc_1', 'acme#acc_2']);

    await listPage(store, listing(), { limit: 2, cursor: first.cursor });
    expect(inputs(mock)[1]?.ExclusiveStartKey).toEqual(itemOf(2));
  });

  it('reads one stretch after the other and ends without cursor', async () => {
    const { store, mock } = aMockedStore();
    mock
      .on(QueryCommand)
      .resolvesOnce({ Items: [itemOf(1)] })
      .resolvesOnce({ Items: [itemOf(2)] });
    const stretches = [{ partition: 'acme#a' }, { partition: 'acme#b', from: '1', to: '2' }];
    expect(await listPage(store, listing({ stretches }), { limit: 5 })).toEqual({
      items: ['acme#acc_1', 'acme#acc_2'],
    });
    expect(inputs(mock)[1]).toMatchObject({
      KeyConditionExpression: 'gsi1pk = :partition AND gsi1sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':partition': { S: 'acme#b' }, ':from': { S: '1' }, ':to': { S: '2' } },
    });
  });

  it('whose filter drops everything still ends its work, with a cursor to go on', async () => {
    const { store, mock } = aMockedStore();
    mock.on(QueryCommand).resolves({ Items: [itemOf(1)], LastEvaluatedKey: itemOf(1) });
    const page = await listPage(store, listing({ read: () => undefined }), { limit: 5 });
    expect(page.items).toEqual([]);
    expect(page.cursor).toBeDefined();
    expect(inputs(mock)).toHaveLength(40);
  });

  it('of a range that ends before it starts is empty and asks nothing', async () => {
    const { store, mock } = aMockedStore();
    const stretches = [{ partition: 'acme#a', from: '2', to: '1' }];
    expect(await listPage(store, listing({ stretches }), { limit: 5 })).toEqual({ items: [] });
    expect(inputs(mock)).toEqual([]);
  });
});

describe('a cursor', () => {
  const cursorOf = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');

  it.each([
    ['that is no text of ours', 'not a cursor'],
    ['with another shape', cursorOf({ page: 2 })],
    [
      'of another company (S1)',
      cursorOf({ partition: 'acme#account', after: { pk: 'other#acc_1', sk: 'record', gsi1sk: 'x' } }),
    ],
    [
      'that lacks a part of the key',
      cursorOf({ partition: 'acme#account', after: { pk: 'acme#acc_1', sk: 'record' } }),
    ],
    ['of another list', cursorOf({ partition: 'acme#contact' })],
  ])('%s is refused', async (_, cursor) => {
    const { store } = aMockedStore();
    await expect(listPage(store, listing(), { limit: 5, cursor })).rejects.toThrow(InvalidCursorError);
  });

  it('cannot name the partition: that is the caller’s own', async () => {
    const { store, mock } = aMockedStore();
    mock.on(QueryCommand).resolves({ Items: [] });
    const after = { pk: 'acme#acc_1', sk: 'record', gsi1sk: 'x', gsi1pk: 'other#account' };
    await listPage(store, listing(), { limit: 5, cursor: cursorOf({ partition: 'acme#account', after }) });
    expect(inputs(mock)[0]?.ExclusiveStartKey?.gsi1pk).toEqual({ S: 'acme#account' });
  });

  it('goes on where it was when the list has got a day more meanwhile', async () => {
    const { store, mock } = aMockedStore();
    mock.on(QueryCommand).resolves({ Items: [itemOf(1), itemOf(2)] });
    const days = ['acme#2026-01-31', 'acme#2026-01-30'].map((partition) => ({ partition }));
    const { cursor } = await listPage(store, listing({ stretches: days }), { limit: 1 });

    const stretches = [{ partition: 'acme#2026-02-01' }, ...days];
    await listPage(store, listing({ stretches }), { limit: 1, cursor });
    expect(inputs(mock)[1]).toMatchObject({
      ExpressionAttributeValues: { ':partition': { S: 'acme#2026-01-31' } },
      ExclusiveStartKey: { pk: { S: 'acme#acc_1' } },
    });
  });
});
