import { S3Error } from './s3-error.ts';

export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

const RANGE = /^bytes=(\d*)-(\d*)$/;

/** The part that a Range header asks for; undefined for the whole, which any other header gets as well. */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = RANGE.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  return { start, length: end - start + 1 };
}
