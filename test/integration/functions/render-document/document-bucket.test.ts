import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { documentBucket } from '../../../../functions/render-document/document-bucket.ts';
import { startS3 } from '../../../../local/cloud/s3/index.ts';

const s3 = await startS3();
const client = new S3Client({
  endpoint: s3.endpoint,
  region: 'eu-central-1',
  forcePathStyle: true,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
await client.send(new CreateBucketCommand({ Bucket: 'documents' }));
const bucket = documentBucket(client, 'documents');
const key = 'demo/quotes/quo_0001/sent-de-AT.pdf';
const bytes = Buffer.from('%PDF-1.3 first');
const about = { sha256: 'a'.repeat(64), pages: 3 };
afterAll(async () => {
  client.destroy();
  await s3.close();
});

describe('the documents bucket', () => {
  it('knows nothing of what is not there', async () => {
    expect(await bucket.read('demo/none.pdf')).toBeUndefined();
    expect(await bucket.about('demo/none.pdf')).toBeUndefined();
  });

  it('keeps the first that comes, and what was said about it', async () => {
    const other = { sha256: 'b'.repeat(64), pages: 4 };

    expect(await bucket.keep(key, bytes, about)).toBe(true);
    expect(await bucket.keep(key, Buffer.from('%PDF-1.3 second'), other)).toBe(false);
    expect(await bucket.about(key)).toEqual(about);
    expect(Buffer.from((await bucket.read(key)) ?? [])).toEqual(bytes);
  });

  it('tells other failures from what is missing', async () => {
    await expect(documentBucket(client, 'nowhere').read(key)).rejects.toThrow();
  });
});
