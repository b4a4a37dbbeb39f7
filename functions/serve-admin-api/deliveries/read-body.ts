import type { Delivery } from '../../../domain/records/delivery.ts';
import type { FileAnswer } from '../../shared/http/answer.ts';
import { conflict } from '../../shared/http/problem.ts';
import type { AdminPorts } from '../ports.ts';
import { byteRange, type ByteRange } from './body-range.ts';

/** The bytes as they were received (W3): as an attachment, because what others sent must never run in our page. */
export async function readDeliveryBody(
  { archive }: AdminPorts,
  delivery: Delivery,
  rangeHeader: string | undefined,
): Promise<FileAnswer> {
  const place = delivery.archive;
  if (!place) throw conflict('The delivery is still on its way; its body is archived when it is applied.');
  const range = byteRange(rangeHeader, place.length);
  const bytes = await archive.read({
    key: place.key,
    offset: place.offset + range.start,
    length: range.length,
  });
  const digest = Buffer.from(delivery.sha256, 'hex').toString('base64');
  return {
    bytes,
    mediaType: safeMediaType(delivery.contentType),
    version: `${delivery.deliveryId}`,
    status: range.isPartial ? 206 : 200,
    headers: {
      'content-disposition': `attachment; filename="${delivery.deliveryId}${extension(delivery.contentType)}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'accept-ranges': 'bytes',
      digest: `sha-256=${digest}`,
      'repr-digest': `sha-256=:${digest}:`,
      ...(range.isPartial && { 'content-range': contentRange(range, place.length) }),
    },
  };
}

const contentRange = ({ start, length }: ByteRange, size: number): string =>
  `bytes ${start}-${start + length - 1}/${size}`;

/** What the sender called it, where that is a media type at all. */
const safeMediaType = (contentType = ''): string =>
  /^[\w.+-]+\/[\w.+-]+(\s*;\s*[\w-]+=[\w."+-]+)*$/.test(contentType)
    ? contentType
    : 'application/octet-stream';

const extension = (contentType = ''): string => (/[/+]json\b/.test(contentType) ? '.json' : '.bin');
