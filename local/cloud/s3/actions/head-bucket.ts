import { emptyAnswer, needBucket, type S3Action } from '../service.ts';
import { place } from '../../place.ts';

export const headBucket: S3Action = (s3, { bucket }) => {
  needBucket(s3, bucket);
  return emptyAnswer(200, { 'x-amz-bucket-region': place.region });
};
