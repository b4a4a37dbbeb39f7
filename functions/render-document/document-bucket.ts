import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { clientSettings } from '../shared/platform/client-settings.ts';
import type { AboutDocument, DocumentBucket } from './ports.ts';

/** What is kept beside a document, as S3 gives it back: all texts. */
const metadataSchema = z.object({ sha256: z.string(), pages: z.coerce.number().int().positive() });

const byName =
  (...names: readonly string[]) =>
  (error: unknown): undefined => {
    if (error instanceof Error && names.includes(error.name)) return undefined;
    throw error;
  };

export const documentBucket = (client: S3Client, bucket: string): DocumentBucket => ({
  async read(key) {
    const found = await client
      .send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      .catch(byName('NoSuchKey'));
    return found?.Body?.transformToByteArray();
  },
  async about(key) {
    const found = await client
      .send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
      .catch(byName('NotFound', 'NoSuchKey'));
    return found && metadataSchema.parse(found.Metadata);
  },
  async keep(key, bytes, about) {
    const put = await client
      .send(putIfAbsent({ bucket, key }, bytes, about))
      .catch(byName('PreconditionFailed', 'ConditionalRequestConflict'));
    return put !== undefined;
  },
});

const putIfAbsent = (
  { bucket, key }: { bucket: string; key: string },
  bytes: Uint8Array,
  { sha256, pages }: AboutDocument,
) =>
  new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: bytes,
    ContentType: 'application/pdf',
    IfNoneMatch: '*',
    Metadata: { sha256, pages: String(pages) },
  });

export const openDocumentBucket = (bucket: string): DocumentBucket =>
  documentBucket(new S3Client(clientSettings), bucket);
