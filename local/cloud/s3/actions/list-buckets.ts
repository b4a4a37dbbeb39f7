import { xmlAnswer, type S3Action } from '../service.ts';

export const listBuckets: S3Action = ({ store }) => {
  const buckets = store.buckets().map(({ name, created_at: createdAt }) => ({
    Name: name,
    CreationDate: new Date(createdAt).toISOString(),
  }));
  return xmlAnswer('ListAllMyBucketsResult', { Buckets: { Bucket: buckets } });
};
