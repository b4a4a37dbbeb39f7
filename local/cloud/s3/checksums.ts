import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { S3Error } from './s3-error.ts';

const ALGORITHMS: Readonly<Record<string, (body: Buffer) => string>> = {
  'content-md5': (body) => hash('md5', body, 'base64'),
  'x-amz-checksum-crc32': (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString('base64');
  },
  'x-amz-checksum-sha1': (body) => hash('sha1', body, 'base64'),
  'x-amz-checksum-sha256': (body) => hash('sha256', body, 'base64'),
};

/** Compares what arrived with every checksum that came along and that we can compute. */
export function checkBody(body: Buffer, headers: Readonly<Record<string, string>>): void {
  for (const [name, digest] of Object.entries(ALGORITHMS)) {
    const claimed = headers[name];
    if (claimed !== undefined && claimed !== digest(body)) {
      throw new S3Error(400, 'BadDigest', `The ${name} you specified did not match what we received.`);
    }
  }
}
