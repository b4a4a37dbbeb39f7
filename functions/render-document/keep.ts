import type { PrintedDocument } from '../../domain/documents/printed-document.ts';
import type { RenderAnswer } from '../../domain/documents/render-request.ts';
import { ConcurrentChangeError } from '../../domain/errors.ts';
import type { DocumentBucket, RenderPorts } from './ports.ts';

export interface ToMake {
  readonly key: string;
  readonly document: PrintedDocument;
  readonly letterhead: () => Promise<Uint8Array | undefined>;
}

export async function alreadyKept(bucket: DocumentBucket, key: string): Promise<RenderAnswer | undefined> {
  const about = await bucket.about(key);
  return about && { outcome: 'rendered', key, ...about };
}

/** Of two who make the same document at once, both name the one that was kept. */
export async function makeAndKeep(
  ports: RenderPorts,
  { key, document, letterhead }: ToMake,
): Promise<RenderAnswer> {
  const { bucket, paint, sha256 } = ports;
  const kept = await alreadyKept(bucket, key);
  if (kept) return kept;
  const { bytes, pages } = await paint(document, await letterhead());
  const about = { sha256: sha256(bytes), pages };
  if (await bucket.keep(key, bytes, about)) return { outcome: 'rendered', key, ...about };
  const first = await alreadyKept(bucket, key);
  if (first) return first;
  throw new ConcurrentChangeError(`Somebody else writes ${key} at this moment; ask again.`);
}
