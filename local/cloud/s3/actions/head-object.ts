import { isUnchanged } from '../preconditions.ts';
import { emptyAnswer, needObject, objectHeaders, type S3Action } from '../service.ts';

export const headObject: S3Action = (s3, { bucket, key, headers }) => {
  const object = needObject(s3, bucket, key);
  if (isUnchanged(object, headers)) return emptyAnswer(304, objectHeaders(object));
  return emptyAnswer(200, { ...objectHeaders(object), 'content-length': String(object.size) });
};
