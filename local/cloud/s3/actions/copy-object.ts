import { needBucket, needObject, xmlAnswer, type S3Action } from '../service.ts';
import { keptHeaders, store } from './put-object.ts';

export const copyObject: S3Action = async (s3, request) => {
  needBucket(s3, request.bucket);
  const source = decodeURIComponent(request.headers['x-amz-copy-source'] ?? '').replace(/^\//, '');
  const [bucket = '', key = ''] = source.split(/\/(.*)/s);
  const original = needObject(s3, bucket, key);
  const body = Buffer.from(s3.store.read(bucket, key, { start: 0, length: original.size }));
  const replaces = request.headers['x-amz-metadata-directive'] === 'REPLACE';
  const headers = replaces ? keptHeaders(request.headers) : original.headers;
  const copy = await store(s3, { ...request, body }, headers);
  return xmlAnswer('CopyObjectResult', {
    ETag: copy.etag,
    LastModified: new Date(copy.modifiedAt).toISOString(),
  });
};
