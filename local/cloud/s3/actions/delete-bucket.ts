import { S3Error } from '../s3-error.ts';
import { emptyAnswer, needBucket, type S3Action } from '../service.ts';

export const deleteBucket: S3Action = async (s3, { bucket }) => {
  needBucket(s3, bucket);
  if (!s3.store.from(bucket, '').next().done) {
    throw new S3Error(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty');
  }
  await s3.store.removeBucket(bucket);
  return emptyAnswer(204);
};
