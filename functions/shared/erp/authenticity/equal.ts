import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares two secrets in a time that tells nothing about them: hashes of fixed length are compared, so that
 * not even the length leaks.
 */
export function equalSecrets(left: string | Uint8Array, right: string | Uint8Array): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

/** Whether `value` equals any of `candidates`; all are compared, so that the position tells nothing either. */
export function equalsAny(value: string, candidates: readonly string[]): boolean {
  return candidates.map((candidate) => equalSecrets(value, candidate)).includes(true);
}

function digest(value: string | Uint8Array): Buffer {
  return createHash('sha256').update(value).digest();
}
