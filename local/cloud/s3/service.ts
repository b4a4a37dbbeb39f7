import type { Clock } from '../clock.ts';
import type { HttpAnswer } from '../http/answer.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import type { S3Request } from './request.ts';
import { S3Error } from './s3-error.ts';
import { xmlDocument, type XmlContent } from './xml.ts';

export interface S3 {
  readonly clock: Clock;
  readonly store: ObjectStore;
}

export type S3Action = (s3: S3, request: S3Request) => HttpAnswer | Promise<HttpAnswer>;

export function needBucket({ store }: S3, bucket: string): void {
  if (!store.hasBucket(bucket))
    throw new S3Error(404, 'NoSuchBucket', `The bucket '${bucket}' does not exist.`);
}

export function needObject(s3: S3, bucket: string, key: string): StoredObject {
  needBucket(s3, bucket);
  const object = s3.store.find(bucket, key);
  if (!object) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  return object;
}

export function xmlAnswer(root: string, content: XmlContent, status = 200): HttpAnswer {
  return { status, headers: { 'content-type': 'application/xml' }, body: xmlDocument(root, content) };
}

export function emptyAnswer(status: number, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  return { status, headers, body: '' };
}

/** The headers that tell about an object without its body. */
export function objectHeaders({ etag, modifiedAt, headers }: StoredObject): Record<string, string> {
  return { ...headers, etag, 'last-modified': new Date(modifiedAt).toUTCString(), 'accept-ranges': 'bytes' };
}
