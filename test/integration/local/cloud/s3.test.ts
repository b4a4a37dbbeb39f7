import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startS3 } from '../../../../local/cloud/s3/index.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const Bucket = 'archive';

async function aBucket(folder?: string) {
  const service = await startS3({ folder });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = new S3Client({
    endpoint: service.endpoint,
    region: 'eu-central-1',
    credentials,
    maxAttempts: 1,
  });
  onTestFinished(() => service.close());
  await service.ensureBucket(Bucket);
  const put = (
    Key: string,
    Body: string | Uint8Array | Readable,
    more: Omit<PutObjectCommandInput, 'Bucket' | 'Key' | 'Body'> = {},
  ) => client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = async (Key: string, more: Omit<GetObjectCommandInput, 'Bucket' | 'Key'> = {}) => {
    const answer = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return { ...answer, bytes: Buffer.from((await answer.Body?.transformToByteArray()) ?? []) };
  };
  return { service, client, put, get };
}

describe('objects', () => {
  it('come back byte for byte with type and metadata', async () => {
    const { put, get } = await aBucket();
    const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

    const { ETag } = await put('a/b.bin', body, {
      ContentType: 'application/x-test',
      Metadata: { sha: 'abc' },
    });

    const found = await get('a/b.bin');
    expect(found.bytes).toEqual(body);
    expect(found).toMatchObject({
      ContentType: 'application/x-test',
      Metadata: { sha: 'abc' },
      ContentLength: 256,
      ETag,
    });
  });

  it.each(['with space+plus', 'ümlaut/日本', 'a/../b', "quote'&<>", 'percent%2Fsign'])(
    'have the key %s',
    async (key) => {
      const { client, put, get } = await aBucket();
      await put(key, 'x');

      expect((await get(key)).bytes.toString()).toBe('x');
      const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
      expect(Contents?.map(({ Key }) => Key)).toEqual([key]);
    },
  );

  it('are read in part by range', async () => {
    const { put, get } = await aBucket();
    await put('k', '0123456789');

    const part = await get('k', { Range: 'bytes=2-5' });

    expect(part.bytes.toString()).toBe('2345');
    expect(part).toMatchObject({ ContentRange: 'bytes 2-5/10', ContentLength: 4 });
    expect((await get('k', { Range: 'bytes=7-' })).bytes.toString()).toBe('789');
    expect((await get('k', { Range: 'bytes=-3' })).bytes.toString()).toBe('789');
    expect((await get('k', { Range: 'bytes=8-99' })).bytes.toString()).toBe('89');
    await expect(get('k', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('are written once with If-None-Match, however many try', async () => {
    const { put, get } = await aBucket();

    const tries = await Promise.allSettled(
      ['1', '2', '3'].map((text) => put('k', text, { IfNoneMatch: '*' })),
    );

    const refused = tries.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }: PromiseRejectedResult) => (reason as Error).name)).toEqual([
      'PreconditionFailed',
      'PreconditionFailed',
    ]);
    expect((await get('k')).bytes.toString()).toBe(
      String(tries.findIndex(({ status }) => status === 'fulfilled') + 1),
    );
  });

  it('are replaced with If-Match only by who knows the version', async () => {
    const { put, get } = await aBucket();
    const { ETag } = await put('k', '1');
    await put('k', '2', { IfMatch: ETag });

    await expect(put('k', '3', { IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('absent', '3', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect((await get('k')).bytes.toString()).toBe('2');
  });

  it('are not sent again to who has them', async () => {
    const { put, get } = await aBucket();
    const { ETag } = await put('k', '1');

    await expect(get('k', { IfNoneMatch: ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
  });

  it('arrive from a stream', async () => {
    const { put, get } = await aBucket();
    const chunks = Array.from({ length: 50 }, (_, index) => Buffer.alloc(10_000, index));
    const body = Buffer.concat(chunks);

    await put('stream', Readable.from(chunks), { ContentLength: body.length });

    expect((await get('stream')).bytes.equals(body)).toBe(true);
  });

  it('of many megabytes and of none are kept', async () => {
    const { client, put, get } = await aBucket();
    const large = Buffer.alloc(20 * 1024 * 1024, 'orderseam');
    await put('large', large);
    await put('empty', new Uint8Array());

    expect((await get('large')).bytes.equals(large)).toBe(true);
    expect((await get('empty')).bytes).toHaveLength(0);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'large' }));
    expect(head.ContentLength).toBe(large.length);
  });

  it('are refused when they do not arrive as they were sent', async () => {
    const { put } = await aBucket();

    await expect(
      put('k', 'x', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }),
    ).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await expect(put('k', 'x', { ContentMD5: Buffer.alloc(16).toString('base64') })).rejects.toMatchObject({
      name: 'BadDigest',
    });
  });

  it('survive a restart', async () => {
    const folder = temporaryFolder();
    const first = await aBucket(folder);
    await first.put('k', 'kept', { Metadata: { a: 'b' } });
    await first.service.close();

    const second = await aBucket(folder);

    expect(await second.get('k')).toMatchObject({ Metadata: { a: 'b' } });
  });

  it('are copied with or without their metadata', async () => {
    const { client, put, get } = await aBucket();
    await put('from here', 'x', { Metadata: { a: 'b' } });
    const copy = (Key: string, more: object) =>
      client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/from%20here`, ...more }));

    await copy('same', {});
    await copy('other', { MetadataDirective: 'REPLACE', Metadata: { c: 'd' } });

    expect(await get('same')).toMatchObject({ Metadata: { a: 'b' } });
    expect(await get('other')).toMatchObject({ Metadata: { c: 'd' }, bytes: Buffer.from('x') });
  });

  it('are deleted one by one and together', async () => {
    const { client, put } = await aBucket();
    for (const key of ['a', 'b&c', 'd', 'e']) await put(key, 'x');

    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'never there' }));
    const Objects = [{ Key: 'b&c' }, { Key: 'd' }];
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));

    expect(Deleted?.map(({ Key }) => Key)).toEqual(['b&c', 'd']);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['e']);
  });
});

describe('listing', () => {
  it('pages through keys in the order of their bytes', async () => {
    const { client, put } = await aBucket();
    const keys = ['Z', 'a', 'b', 'c', 'ä'];
    for (const key of keys.toReversed()) await put(key, 'x');

    const listed: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket })) {
      listed.push(...(page.Contents ?? []).map(({ Key }) => Key));
    }

    expect(listed).toEqual(keys);
  });

  it('shows folders once, also across pages', async () => {
    const { client, put } = await aBucket();
    for (const key of ['p/1/a', 'p/1/b', 'p/2/a', 'p/file', 'q/1']) await put(key, 'x');

    const listed: (string | undefined)[] = [];
    const query = { Bucket, Prefix: 'p/', Delimiter: '/' };
    for await (const page of paginateListObjectsV2({ client, pageSize: 1 }, query)) {
      listed.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      listed.push(...(page.Contents ?? []).map(({ Key }) => Key));
    }

    expect(listed).toEqual(['p/1/', 'p/2/', 'p/file']);
  });
});

describe('buckets', () => {
  it('are created, found, listed and deleted when empty', async () => {
    const { client, put } = await aBucket();
    await client.send(new CreateBucketCommand({ Bucket: 'documents' }));
    await client.send(new HeadBucketCommand({ Bucket: 'documents' }));
    await put('k', 'x');

    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['archive', 'documents']);
    await client.send(new DeleteBucketCommand({ Bucket: 'documents' }));
    await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
    });
    await expect(client.send(new HeadBucketCommand({ Bucket: 'documents' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('and objects that do not exist are called by name', async () => {
    const { client, get } = await aBucket();

    await expect(get('nowhere')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(client.send(new ListObjectsV2Command({ Bucket: 'nowhere' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(client.send(new CreateBucketCommand({ Bucket: 'No_Name' }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    });
  });
});
