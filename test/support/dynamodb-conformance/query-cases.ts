import { BatchGetCommand, BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import { ownPartition, VALIDATION, type Under } from './table-under-test.ts';

const three = (number: number): string => String(number).padStart(3, '0');

/** 25 items whose sort keys rise while their index keys fall. */
export function queryCases(under: Under): void {
  const pk = ownPartition();
  const group = ownPartition();
  const inGroup = { KeyConditionExpression: 'gsi1pk = :g', ExpressionAttributeValues: { ':g': group } };
  const write = (count: number, partition: string) => {
    const items = Array.from({ length: count }, (_, number) => ({
      ...{ pk: partition, sk: three(number), number, even: number % 2 === 0 },
      ...{ gsi1pk: group, gsi1sk: three(100 - number) },
    }));
    const RequestItems = { [under().name]: items.map((Item) => ({ PutRequest: { Item } })) };
    return under().documents.send(new BatchWriteCommand({ RequestItems }));
  };

  beforeAll(async () => {
    await write(25, pk);
  });

  it('a batch writes 25 items, not 26', async () => {
    await expect(write(26, ownPartition())).rejects.toMatchObject(VALIDATION);
  });

  it('a batch reads what exists', async () => {
    const Keys = ['001', '002', 'zzz'].map((sk) => ({ pk, sk }));

    const { Responses } = await under().documents.send(
      new BatchGetCommand({ RequestItems: { [under().name]: { Keys } } }),
    );

    expect(Responses?.[under().name]).toHaveLength(2);
  });

  it('a query finds the beginning of a key, and a filter counts both ways', async () => {
    const found = await under().query({
      KeyConditionExpression: 'pk = :p AND begins_with(sk, :s)',
      FilterExpression: 'even = :yes',
      ExpressionAttributeValues: { ':p': pk, ':s': '01', ':yes': true },
    });

    expect(found).toMatchObject({ Count: 5, ScannedCount: 10 });
  });

  it('a query pages backwards through a range', async () => {
    const found: unknown[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await under().query({
        KeyConditionExpression: 'pk = :p AND sk BETWEEN :a AND :b',
        ExpressionAttributeValues: { ':p': pk, ':a': '005', ':b': '015' },
        ScanIndexForward: false,
        Limit: 4,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      });
      found.push(...(page.Items ?? []).map((item) => item.number as unknown));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);

    expect(found).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
  });

  it('an index is sorted by its own key, counts, and goes on from both keys', async () => {
    const page = await under().query({ ...inGroup, IndexName: 'gsi1', Limit: 2 });

    expect(page.Items?.map((item) => item.number as unknown)).toEqual([24, 23]);
    expect(Object.keys(page.LastEvaluatedKey ?? {}).toSorted()).toEqual(['gsi1pk', 'gsi1sk', 'pk', 'sk']);
    expect((await under().query({ ...inGroup, IndexName: 'gsi1', Select: 'COUNT' })).Count).toBe(25);
  });

  it('an index has only the attributes that it projects', async () => {
    const { Items } = await under().query({ ...inGroup, IndexName: 'gsi2', Limit: 1 });

    expect(Object.keys(Items?.[0] ?? {}).toSorted()).toEqual(['gsi1pk', 'number', 'pk', 'sk']);
  });

  it('an item leaves an index with its key', async () => {
    const other = ownPartition();
    const query = {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :g',
      ExpressionAttributeValues: { ':g': other },
    };
    await under().put({ pk: other, sk: 'x', gsi1pk: other, gsi1sk: '1' });
    expect((await under().query(query)).Count).toBe(1);

    await under().update(other, 'x', { UpdateExpression: 'REMOVE gsi1pk' });

    expect((await under().query(query)).Count).toBe(0);
  });

  it('an index cannot be read consistently', async () => {
    const query = under().query({ ...inGroup, IndexName: 'gsi1', ConsistentRead: true });

    await expect(query).rejects.toMatchObject(VALIDATION);
  });

  it('a scan in segments sees every item once', async () => {
    const scan = (Segment: number) =>
      under().documents.send(
        new ScanCommand({
          TableName: under().name,
          ...{ Segment, TotalSegments: 2, FilterExpression: 'pk = :p' },
          ExpressionAttributeValues: { ':p': pk },
        }),
      );

    const [one, two] = await Promise.all([scan(0), scan(1)]);

    expect((one.Count ?? 0) + (two.Count ?? 0)).toBe(25);
  });

  it('a page ends at 1 MB', async () => {
    const large = ownPartition();
    for (const sk of ['1', '2', '3', '4', '5'])
      await under().put({ pk: large, sk, s: 'x'.repeat(300 * 1024) });

    const page = await under().query({
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': large },
    });

    expect(page.Count).toBeLessThan(5);
    expect(page.LastEvaluatedKey).toBeDefined();
  });
}
