import type { StoredObject } from '../object-store.ts';
import type { S3Request } from '../request.ts';
import { needBucket, xmlAnswer, type S3, type S3Action } from '../service.ts';

interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  readonly max: number;
  /** The last key or common prefix of the page before. */
  readonly after: string;
}

interface Page {
  readonly objects: StoredObject[];
  readonly prefixes: string[];
  readonly next: string | undefined;
}

const LARGEST_PAGE = 1_000;

/** ListObjectsV2. */
export const listObjects: S3Action = (s3, request) => {
  needBucket(s3, request.bucket);
  const listing = listingOf(request);
  const { objects, prefixes, next } = pageOf(s3, request.bucket, listing);
  return xmlAnswer('ListBucketResult', {
    Name: request.bucket,
    Prefix: listing.prefix,
    Delimiter: listing.delimiter || undefined,
    MaxKeys: listing.max,
    KeyCount: objects.length + prefixes.length,
    IsTruncated: next !== undefined,
    NextContinuationToken: next && Buffer.from(next).toString('base64url'),
    Contents: objects.map(({ key, size, etag, modifiedAt }) => ({
      Key: key,
      LastModified: new Date(modifiedAt).toISOString(),
      ETag: etag,
      Size: size,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: prefixes.map((prefix) => ({ Prefix: prefix })),
  });
};

function listingOf({ query }: S3Request): Listing {
  const token = query.get('continuation-token');
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    max: Math.min(Number(query.get('max-keys') ?? LARGEST_PAGE), LARGEST_PAGE),
    after: token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString(),
  };
}

function pageOf({ store }: S3, bucket: string, listing: Listing): Page {
  const { prefix, after, max } = listing;
  const page: Page = { objects: [], prefixes: [], next: undefined };
  let last = after;
  for (const object of max === 0 ? [] : store.from(bucket, after > prefix ? after : prefix)) {
    if (!object.key.startsWith(prefix)) break;
    const group = commonPrefix(object.key, listing);
    const isSeen = object.key === after || (group !== undefined && (group === last || group === after));
    if (isSeen) continue;
    if (page.objects.length + page.prefixes.length === max) return { ...page, next: last };
    if (group === undefined) page.objects.push(object);
    else page.prefixes.push(group);
    last = group ?? object.key;
  }
  return page;
}

/** The key up to the first delimiter after the prefix: such keys are shown as one. */
function commonPrefix(key: string, { prefix, delimiter }: Listing): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}
