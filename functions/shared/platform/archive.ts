import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Archive } from '../ingestion/ports.ts';
import { clientSettings } from './client-settings.ts';

/** Raw deliveries in a bucket; slices are read by range. */
const bucketArchive = (client: S3Client, bucket: string): Archive => ({
  async put(key, bytes) {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: 'application/octet-stream',
      }),
    );
  },
  async read({ key, offset, length }) {
    // A range cannot name no bytes.
    if (length === 0) return new Uint8Array();
    const range = `bytes=${offset}-${offset + length - 1}`;
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: range }));
    if (!Body) throw new Error(`The archive answered without a body for ${key}.`);
    return Body.transformToByteArray();
  },
});

export const openArchive = (bucket: string): Archive => bucketArchive(new S3Client(clientSettings), bucket);
