import { createSecretKey, type KeyObject } from 'node:crypto';
import type { HmacRule } from '../manifest/authenticity.ts';

/** Undefined where nothing is left of the secret: an empty key would let anybody in. */
export function hmacKey(secret: string, encoding: HmacRule['key']): KeyObject | undefined {
  const bytes = bytesOf(secret, encoding);
  return bytes.length > 0 ? createSecretKey(bytes) : undefined;
}

function bytesOf(secret: string, encoding: HmacRule['key']): Buffer {
  if (encoding === 'whsec') return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return Buffer.from(secret, encoding === 'text' ? 'utf8' : encoding);
}
