import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RenderedAnswer } from './answer.ts';
import { HttpProblem } from './problem.ts';

const gzipAsync = promisify(gzip);

/** Below this the work costs more than the bytes. */
const WORTH_PACKING = 65_536;

/** A function's answer may have 6 MB, and base64 takes a third of it. */
const MOST_BYTES = 4_400_000;

/** Large answers are packed for clients that can unpack them; what then is still too large is refused instead of lost on the way. */
export async function compressAnswer(answer: RenderedAnswer, acceptEncoding = ''): Promise<RenderedAnswer> {
  const bytes = Buffer.from(answer.body);
  if (bytes.length < WORTH_PACKING || isByteExact(answer)) return answer;
  const vary = { ...answer.headers, vary: 'accept-encoding' };
  if (!acceptsGzip(acceptEncoding)) return fitting({ ...answer, headers: vary });
  return fitting({
    ...answer,
    headers: { ...vary, 'content-encoding': 'gzip' },
    body: await gzipAsync(bytes),
  });
}

/** Ranges and digests speak of the bytes as they are. */
const isByteExact = ({ headers }: RenderedAnswer): boolean => headers['accept-ranges'] === 'bytes';

const acceptsGzip = (accepted: string): boolean => /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(accepted);

function fitting(answer: RenderedAnswer): RenderedAnswer {
  if (Buffer.byteLength(answer.body) <= MOST_BYTES) return answer;
  throw new HttpProblem(
    'answer-too-large',
    'Accept gzip ("Accept-Encoding: gzip"), or ask for less at a time.',
  );
}
