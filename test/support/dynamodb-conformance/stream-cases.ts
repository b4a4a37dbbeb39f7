import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record,
} from '@aws-sdk/client-dynamodb-streams';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { config, ownPartition, type TableUnderTest, type Under } from './table-under-test.ts';

/** All records of the table's stream from its beginning. */
async function recordsOf(table: TableUnderTest): Promise<_Record[]> {
  const streams = new DynamoDBStreamsClient({ ...config, endpoint: table.endpoint });
  const { Table } = await table.client.send(new DescribeTableCommand({ TableName: table.name }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const records: _Record[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const start = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
    let { ShardIterator } = await streams.send(start);
    for (let found = 1; ShardIterator && found > 0; ) {
      const page = await streams.send(new GetRecordsCommand({ ShardIterator }));
      found = page.Records?.length ?? 0;
      records.push(...(page.Records ?? []));
      ShardIterator = page.NextShardIterator;
    }
  }
  return records;
}

export function streamCases(under: Under): void {
  it('the stream tells every change in order, with both images', async () => {
    const pk = ownPartition();
    await under().put({ pk, sk: 'x', v: 1 });
    await under().put({ pk, sk: 'x', v: 2 });
    await under().documents.send(new DeleteCommand({ TableName: under().name, Key: { pk, sk: 'x' } }));

    const records = await recordsOf(under());

    const own = records.filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S === pk);
    expect(
      own.map(({ eventName, dynamodb }) => [eventName, dynamodb?.OldImage?.v?.N, dynamodb?.NewImage?.v?.N]),
    ).toEqual([
      ['INSERT', undefined, '1'],
      ['MODIFY', '1', '2'],
      ['REMOVE', '2', undefined],
    ]);
  });
}
