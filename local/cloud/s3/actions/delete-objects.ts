import { S3Error } from '../s3-error.ts';
import { needBucket, xmlAnswer, type S3Action } from '../service.ts';
import { textsOf } from '../xml.ts';

const MOST_KEYS = 1_000;

export const deleteObjects: S3Action = async (s3, { bucket, body }) => {
  needBucket(s3, bucket);
  const document = body.toString('utf8');
  const keys = textsOf(document, 'Key');
  if (keys.length === 0 || keys.length > MOST_KEYS) {
    throw new S3Error(400, 'MalformedXML', `Between 1 and ${MOST_KEYS} keys are needed, not ${keys.length}.`);
  }
  await s3.store.remove(bucket, keys);
  const quiet = textsOf(document, 'Quiet').includes('true');
  return xmlAnswer('DeleteResult', { Deleted: quiet ? [] : keys.map((key) => ({ Key: key })) });
};
