import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openArchive } from '../../../../../../functions/shared/platform/archive.ts';
import { awsCall } from '../../../../../../functions/shared/platform/aws/call.ts';
import { secretReader } from '../../../../../../functions/shared/platform/aws/get-secret-value.ts';
import { eventPutter } from '../../../../../../functions/shared/platform/aws/put-events.ts';
import { placeOf, placeOfBucket } from '../../../../../../functions/shared/platform/aws/places.ts';
import { messageSender } from '../../../../../../functions/shared/platform/aws/send-message.ts';
import { connectionDirectory } from '../../../../../../functions/shared/store/connection-directory.ts';
import { openStore } from '../../../../../../functions/shared/store/store.ts';
import { transact } from '../../../../../../functions/shared/store/transact.ts';
import { scriptedService, type ScriptedService } from '../../../../../support/aws/scripted-service.ts';
import { aConnection } from '../../../../../support/webhooks/door.ts';

let service: ScriptedService;
beforeAll(async () => {
  service = await scriptedService();
});
afterAll(() => service.close());

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  for (const name of ['DYNAMODB', 'EVENTBRIDGE', 'S3', 'SECRETS_MANAGER', 'SQS'])
    vi.stubEnv(`AWS_ENDPOINT_URL_${name}`, service.url);
});
afterEach(() => void vi.unstubAllEnvs());

const bodyAsked = (): unknown => JSON.parse(service.asked[0]?.body ?? '');

describe('the archive', () => {
  it('puts bytes under their key, encoded as it is signed', async () => {
    service.script({});
    await openArchive('archive').put('demo/2026/a b(1)', Buffer.from('raw'));

    const { method, path, body } = service.asked[0] ?? {};
    expect({ method, path, body }).toEqual({
      method: 'PUT',
      path: '/archive/demo/2026/a%20b%281%29',
      body: 'raw',
    });
  });

  it('reads a slice by its range, byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 10, 128]);
    service.script({ status: 206, body: bytes });

    expect(await openArchive('archive').read({ key: 'a', offset: 7, length: 4 })).toEqual(bytes);
    expect(service.asked[0]?.headers.range).toBe('bytes=7-10');
  });

  it('reads nothing where there is nothing', async () => {
    service.script();
    expect(await openArchive('archive').read({ key: 'a', offset: 7, length: 0 })).toEqual(new Uint8Array());
    expect(service.asked).toEqual([]);
  });

  it('names the refusal of a bucket', async () => {
    service.script({
      status: 404,
      body: '<Error><Code>NoSuchKey</Code><Message>It is not there.</Message></Error>',
    });
    await expect(openArchive('archive').read({ key: 'a', offset: 0, length: 1 })).rejects.toMatchObject({
      ...{ name: 'NoSuchKey', message: 'It is not there.' },
    });
  });
});

it('a message is put into its queue', async () => {
  service.script({ body: '{"MessageId":"m"}' });
  await messageSender()('https://sqs/queue', 'text');
  expect(bodyAsked()).toEqual({ QueueUrl: 'https://sqs/queue', MessageBody: 'text' });
});

it('the bus says of each event whether it was taken', async () => {
  service.script({
    body: '{"FailedEntryCount":1,"Entries":[{"EventId":"1"},{"ErrorCode":"ThrottlingException"}]}',
  });
  const entry = { EventBusName: 'bus', Source: 's', DetailType: 'd', Time: 1, Detail: '{}' };

  expect(await eventPutter()([entry, entry])).toEqual([false, true]);
  expect(bodyAsked()).toEqual({ Entries: [entry, entry] });
});

it('a secret is read as text, and one without text is an error', async () => {
  service.script({ body: '{"SecretString":"{}"}' }, { body: '{"SecretBinary":"e30="}' });
  const read = secretReader();

  expect(await read('orderseam/standard')).toBe('{}');
  await expect(read('orderseam/standard')).rejects.toThrow(/SecretString/);
});

describe('the directory of connections', () => {
  const find = () => connectionDirectory(awsCall('dynamodb'), 'crm')('standard');

  it('yields the connection as it is stored, read consistently', async () => {
    service.script({ body: JSON.stringify({ Item: { head: { S: JSON.stringify(aConnection()) } } }) });

    expect(await find()).toEqual(aConnection());
    expect(bodyAsked()).toEqual({
      TableName: 'crm',
      Key: { pk: { S: 'connection#standard' }, sk: { S: 'record' } },
      ConsistentRead: true,
    });
  });

  it('yields nothing where there is none', async () => {
    service.script({ body: '{}' });
    expect(await find()).toBeUndefined();
  });
});

describe('where services answer', () => {
  it.each([
    ['eu-central-1', 'https://sqs.eu-central-1.amazonaws.com', 'https://a.s3.eu-central-1.amazonaws.com'],
    ['cn-north-1', 'https://sqs.cn-north-1.amazonaws.com.cn', 'https://a.s3.cn-north-1.amazonaws.com.cn'],
  ])('in %s', (AWS_REGION, queue, bucket) => {
    expect(placeOf('sqs', { AWS_REGION }).url.origin).toBe(queue);
    const { place, root } = placeOfBucket('a', { AWS_REGION });
    expect([place.url.origin, root]).toEqual([bucket, '/']);
  });
});

describe('a transaction', () => {
  it('whose answer was lost is sent again under the same token, so that it does not happen twice', async () => {
    service.script('lost', {});
    const store = openStore({
      CRM_TABLE: 'crm',
      CROSS_REFERENCES_TABLE: 'links',
      DELIVERIES_TABLE: 'deliveries',
    });
    await transact(store, { records: [] });
    await transact(store, { records: [] });

    const tokens = service.asked.map(
      ({ body }) => (JSON.parse(body) as { ClientRequestToken: string }).ClientRequestToken,
    );
    expect(tokens).toHaveLength(3);
    expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[2]).not.toBe(tokens[0]);
  });
});
