import { emptyAnswer, needBucket, type S3Action } from '../service.ts';

/** Deleting what does not exist succeeds. */
export const deleteObject: S3Action = async (s3, { bucket, key }) => {
  needBucket(s3, bucket);
  await s3.store.remove(bucket, [key]);
  return emptyAnswer(204);
};
