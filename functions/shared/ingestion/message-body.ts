import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { MessageBody } from '../../../domain/deliveries/delivery-message.ts';
import type { Archive } from './ports.ts';

/** A queue message may have 256 KB; the rest of ours needs little. */
export const LARGEST_MESSAGE_BODY = 180_000;

/** No webhook may be larger than this, so nothing deflated by us inflates beyond it. */
const LARGEST_BODY = 32 * 1024 * 1024;

/** Text of a message must be text: SQS refuses or alters some characters of raw bytes. */
export const deflatedText = (bytes: Uint8Array): string =>
  deflateRawSync(bytes, { level: 3 }).toString('base64');

/** The raw bytes of a message, wherever they are. */
export async function readMessageBody(body: MessageBody, archive: Archive): Promise<Uint8Array> {
  if ('archived' in body) return archive.read(body.archived);
  return inflateRawSync(Buffer.from(body.deflated, 'base64'), { maxOutputLength: LARGEST_BODY });
}
