import { inflateRawSync } from 'node:zlib';
import type { DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import type { Effects } from './door.ts';

export const nothing: Effects = { queued: [], archived: new Map(), recorded: [] };

/** The raw bytes that a queued message stands for. */
export function bytesOf(message: DeliveryMessage | undefined, archived: Effects['archived']): Buffer {
  if (!message) throw new Error('There is no message.');
  const { body } = message;
  if ('plain' in body) return Buffer.from(body.plain, 'base64');
  if ('deflated' in body) return inflateRawSync(Buffer.from(body.deflated, 'base64'));
  const { key, offset, length } = body.archived;
  const bytes = archived.get(key);
  if (!bytes) throw new Error(`Nothing is archived as ${key}.`);
  return Buffer.from(bytes.subarray(offset, offset + length));
}
