import type { StoredObject } from './object-store.ts';
import { S3Error } from './s3-error.ts';

type Headers = Readonly<Record<string, string>>;

/** `If-None-Match: *` writes only a new object, `If-Match` only over the version named. */
export function checkWrite(existing: StoredObject | undefined, headers: Headers): void {
  const { 'if-none-match': noneMatch, 'if-match': match } = headers;
  if (noneMatch !== undefined && noneMatch !== '*') {
    throw new S3Error(501, 'NotImplemented', 'A write understands If-None-Match: * only.');
  }
  if (noneMatch === '*' && existing) throw preconditionFailed();
  if (match === undefined) return;
  if (!existing) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  if (!includesTag(match, existing)) throw preconditionFailed();
}

/** Whether a reader has the object already, which 304 tells it. */
export function isUnchanged(object: StoredObject, headers: Headers): boolean {
  const { 'if-none-match': noneMatch, 'if-match': match } = headers;
  if (match !== undefined && !includesTag(match, object)) throw preconditionFailed();
  return noneMatch !== undefined && includesTag(noneMatch, object);
}

function includesTag(list: string, { etag }: StoredObject): boolean {
  const bare = (tag: string): string => tag.trim().replaceAll('"', '');
  return list.split(',').some((tag) => bare(tag) === '*' || bare(tag) === bare(etag));
}

function preconditionFailed(): S3Error {
  return new S3Error(
    412,
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
  );
}
