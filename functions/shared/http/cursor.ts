import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { HttpProblem } from './problem.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A cursor belongs to one company, route and set of filters: with any other, or changed in any bit, it is refused instead of quietly giving a
 * wrong page. It is encrypted so that nobody builds on what is in it. The key follows from what it is bound to and is no secret: whoever
 * made one could only start elsewhere in a list that is theirs to read, because the store takes the partition from the caller (S1).
 */
export function sealCursor(position: string, binding: string): string {
  const key = keyOf(binding);
  // The same place has the same cursor; a nonce from the content never meets two contents.
  const nonce = createHash('sha256').update(key).update(position).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  const hidden = Buffer.concat([cipher.update(position, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url');
}

export function openCursor(cursor: string, binding: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== cursor) throw invalidCursor();
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv(ALGORITHM, keyOf(binding), bytes.subarray(0, NONCE_BYTES), options);
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const shown = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([shown, decipher.final()]).toString();
  } catch (error) {
    // `final` throws for one reason: the tag does not fit.
    throw invalidCursor(error);
  }
}

export const invalidCursor = (cause?: unknown) =>
  new HttpProblem(
    'invalid-cursor',
    'Take the cursor from the answer before, with the same filters, unchanged.',
    { cause },
  );

const keyOf = (binding: string): Buffer => createHash('sha256').update(`cursor\n${binding}`).digest();
