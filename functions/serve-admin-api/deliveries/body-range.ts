import { HttpProblem } from '../../shared/http/problem.ts';

/** A function's answer may have 6 MB, of which base64 takes a third. */
export const mostBytesPerAnswer = 4_194_304;

export interface ByteRange {
  readonly start: number;
  readonly length: number;
  readonly isPartial: boolean;
}

/** Which bytes of `size` a client gets: all of them, or the one range it asked for. */
export function byteRange(header: string | undefined, size: number): ByteRange {
  const range = header === undefined ? undefined : parseRange(header, size);
  if (range) return clipped(range);
  if (size <= mostBytesPerAnswer) return { start: 0, length: size, isPartial: false };
  const example = `Range: bytes=0-${mostBytesPerAnswer - 1}`;
  throw new HttpProblem('range-needed', `The body has ${size} bytes; ask for parts, such as "${example}".`);
}

/** Other units and several ranges are ignored, as RFC 9110 allows; an impossible range is refused. */
function parseRange(header: string, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(header.trim()) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  if (start > end) throw notSatisfiable(size);
  return { start, length: end - start + 1, isPartial: true };
}

/** RFC 9110 lets a server send less than was asked for; the client sees it in Content-Range and asks on. */
const clipped = (range: ByteRange): ByteRange => ({
  ...range,
  length: Math.min(range.length, mostBytesPerAnswer),
});

const notSatisfiable = (size: number) =>
  new HttpProblem('range-not-satisfiable', `The body has ${size} bytes.`, {
    headers: { 'content-range': `bytes */${size}` },
  });
