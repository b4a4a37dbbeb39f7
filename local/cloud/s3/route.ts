import { copyObject } from './actions/copy-object.ts';
import { createBucket } from './actions/create-bucket.ts';
import { deleteBucket } from './actions/delete-bucket.ts';
import { deleteObject } from './actions/delete-object.ts';
import { deleteObjects } from './actions/delete-objects.ts';
import { getObject } from './actions/get-object.ts';
import { headBucket } from './actions/head-bucket.ts';
import { headObject } from './actions/head-object.ts';
import { listBuckets } from './actions/list-buckets.ts';
import { listObjects } from './actions/list-objects.ts';
import { putObject } from './actions/put-object.ts';
import type { S3Request } from './request.ts';
import { S3Error } from './s3-error.ts';
import type { S3Action } from './service.ts';

const BUCKET_ACTIONS: Readonly<Record<string, S3Action>> = {
  GET: listObjects,
  HEAD: headBucket,
  PUT: createBucket,
  DELETE: deleteBucket,
};
const OBJECT_ACTIONS: Readonly<Record<string, S3Action>> = {
  GET: getObject,
  HEAD: headObject,
  PUT: putObject,
  DELETE: deleteObject,
};

/** Parameters that select no other action. Any other (versioning, tagging, multipart …) is not emulated. */
const HARMLESS = new Set([
  'x-id',
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'continuation-token',
  'start-after',
  'fetch-owner',
]);

export function actionOf({ method, bucket, key, query, headers }: S3Request): S3Action {
  if (method === 'POST' && key === '' && query.has('delete')) return deleteObjects;
  const unknown = [...query.keys()].find((name) => !HARMLESS.has(name));
  if (unknown !== undefined) throw notEmulated(`'${method} ?${unknown}'`);
  if (bucket === '') return listBuckets;
  if (headers['x-amz-copy-source'] !== undefined) return copyObject;
  const action = (key === '' ? BUCKET_ACTIONS : OBJECT_ACTIONS)[method];
  if (!action) throw notEmulated(method);
  return action;
}

function notEmulated(what: string): S3Error {
  return new S3Error(501, 'NotImplemented', `The embedded S3 does not know ${what}.`);
}
