import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { AdminPorts } from '../ports.ts';

/** Reads slices: one object of the archive holds the bodies of many deliveries. */
export const archiveReader = (client: S3Client, bucket: string): AdminPorts['archive'] => ({
  async read({ key, offset, length }) {
    // A range cannot name no bytes.
    if (length === 0) return new Uint8Array();
    const range = `bytes=${offset}-${offset + length - 1}`;
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: range }));
    if (!answer.Body) throw new Error(`The archive answered without a body for ${key}.`);
    return answer.Body.transformToByteArray();
  },
});
