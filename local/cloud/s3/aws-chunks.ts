import { S3Error } from './s3-error.ts';

const END_OF_LINE = '\r\n';

/**
 * Undoes the `aws-chunked` coding in which SDKs send streams: chunks with a hexadecimal size (and a signature, which
 * we do not check), then headers that could only be known at the end.
 */
export function decodeChunks(raw: Buffer): { body: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = raw.indexOf(END_OF_LINE, position);
    const size = lineEnd < 0 ? NaN : Number.parseInt(raw.toString('latin1', position, lineEnd), 16);
    const start = lineEnd + END_OF_LINE.length;
    if (Number.isNaN(size) || start + size > raw.length)
      throw new S3Error(400, 'IncompleteBody', 'A chunk is cut off.');
    if (size === 0)
      return { body: Buffer.concat(chunks), trailers: trailersIn(raw.toString('latin1', start)) };
    chunks.push(raw.subarray(start, start + size));
    position = start + size + END_OF_LINE.length;
  }
}

function trailersIn(text: string): Record<string, string> {
  const lines = text.split(END_OF_LINE).filter((line) => line.includes(':'));
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
