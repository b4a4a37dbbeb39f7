import { byteRange } from '../byte-range.ts';
import { isUnchanged } from '../preconditions.ts';
import { emptyAnswer, needObject, objectHeaders, type S3Action } from '../service.ts';

export const getObject: S3Action = (s3, { bucket, key, headers }) => {
  const object = needObject(s3, bucket, key);
  if (isUnchanged(object, headers)) return emptyAnswer(304, objectHeaders(object));
  const range = byteRange(headers.range, object.size);
  const body = s3.store.read(bucket, key, range ?? { start: 0, length: object.size });
  if (!range) return { status: 200, headers: objectHeaders(object), body };
  const contentRange = `bytes ${range.start}-${range.start + range.length - 1}/${object.size}`;
  return {
    status: 206,
    headers: { ...withoutChecksums(objectHeaders(object)), 'content-range': contentRange },
    body,
  };
};

/** They are those of the whole object; a client would compare them with the part. */
function withoutChecksums(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-checksum-')));
}
