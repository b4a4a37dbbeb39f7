import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { MessageBody } from '../../../domain/deliveries/delivery-message.ts';
import type { Archive } from './ports.ts';

/** A queue message may have 256 KB; the rest of ours needs little. */
const LARGEST_TEXT = 180_000;

/** A message is billed per 64 KB: below that, deflating would save nothing and cost a tenth of the whole delivery. */
const MOST_BYTES_AS_THEY_ARE = 40_000;

/** Deflating megabytes would stall the answer; the archive takes them as they are. */
const MOST_BYTES_TO_DEFLATE = 1_048_576;

/** No webhook may be larger than this, so nothing deflated by us inflates beyond it. */
const LARGEST_BODY = 32 * 1024 * 1024;

/** The bytes as a message carries them, as text: SQS refuses or alters some characters of raw bytes. Undefined where they are too many for one. */
export function bodyInMessage(bytes: Uint8Array): MessageBody | undefined {
  if (bytes.length <= MOST_BYTES_AS_THEY_ARE) return { plain: base64Of(bytes) };
  if (bytes.length > MOST_BYTES_TO_DEFLATE) return undefined;
  const deflated = base64Of(deflateRawSync(bytes, { level: 3 }));
  return deflated.length <= LARGEST_TEXT ? { deflated } : undefined;
}

const base64Of = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** The raw bytes of a message, wherever they are. */
export async function readMessageBody(body: MessageBody, archive: Archive): Promise<Uint8Array> {
  if ('archived' in body) return archive.read(body.archived);
  if ('plain' in body) return Buffer.from(body.plain, 'base64');
  return inflateRawSync(Buffer.from(body.deflated, 'base64'), { maxOutputLength: LARGEST_BODY });
}
