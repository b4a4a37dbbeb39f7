import { documentKeys } from '../../domain/documents/document-keys.ts';
import type { RenderAnswer } from '../../domain/documents/render-request.ts';
import type { RenderPorts } from './ports.ts';
import { present, RefusedError } from './refusal.ts';

interface UploadedLetterhead {
  readonly company: string;
  readonly sha256: string;
}

/** Before a letterhead becomes the company's: whether documents can be laid over it. */
export async function checkLetterhead(
  { bucket, checkLetterhead: check }: Pick<RenderPorts, 'bucket' | 'checkLetterhead'>,
  { company, sha256 }: UploadedLetterhead,
): Promise<RenderAnswer> {
  const bytes = await bucket.read(documentKeys.letterhead(company, sha256));
  const verdict = await check(present(bytes, `letterhead ${sha256}`));
  if ('fault' in verdict) throw new RefusedError('letterhead-unusable', verdict.fault);
  return { outcome: 'letterhead-fits', pages: verdict.pages };
}
