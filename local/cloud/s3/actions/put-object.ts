import { hash } from 'node:crypto';
import { checkBody } from '../checksums.ts';
import type { StoredObject } from '../object-store.ts';
import { checkWrite } from '../preconditions.ts';
import type { S3Request } from '../request.ts';
import { emptyAnswer, needBucket, type S3, type S3Action } from '../service.ts';

const KEPT = new Set(['content-type', 'content-disposition', 'content-language', 'cache-control']);

export const putObject: S3Action = async (s3, request) => {
  needBucket(s3, request.bucket);
  checkBody(request.body, request.headers);
  const object = await store(s3, request, keptHeaders(request.headers));
  return emptyAnswer(200, { etag: object.etag });
};

/** Writes the body under the request's bucket and key if its conditions hold at that very moment. */
export async function store(
  s3: S3,
  { bucket, key, body, headers: conditions }: S3Request,
  headers: StoredObject['headers'],
): Promise<StoredObject> {
  const object = {
    key,
    size: body.length,
    etag: `"${hash('md5', body)}"`,
    modifiedAt: s3.clock.now(),
    headers,
  };
  const condition = (): void => checkWrite(s3.store.find(bucket, key), conditions);
  await s3.store.put(bucket, { object, body, condition });
  return object;
}

/** What comes back with the object; the coding of the transfer is not part of it. */
export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const encoding = headers['content-encoding']?.replace(/aws-chunked,?\s*/, '');
  const kept = Object.entries(headers).filter(
    ([name]) => KEPT.has(name) || name.startsWith('x-amz-meta-') || name.startsWith('x-amz-checksum-'),
  );
  return {
    'content-type': 'application/octet-stream',
    ...Object.fromEntries(kept),
    ...(encoding ? { 'content-encoding': encoding } : {}),
  };
}
