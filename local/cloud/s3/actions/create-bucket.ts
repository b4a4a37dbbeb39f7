import { S3Error } from '../s3-error.ts';
import { emptyAnswer, type S3Action } from '../service.ts';

const BUCKET_NAME = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9]|[.-](?=[a-z0-9])){2,62}$/;

/** Creating one's own bucket again is no error, as in the oldest region of AWS. */
export const createBucket: S3Action = async ({ store, clock }, { bucket }) => {
  if (!BUCKET_NAME.test(bucket))
    throw new S3Error(400, 'InvalidBucketName', `'${bucket}' is no bucket name.`);
  await store.addBucket(bucket, clock.now());
  return emptyAnswer(200, { location: `/${bucket}` });
};
