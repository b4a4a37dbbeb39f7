import * as z from 'zod';
import { HttpProblem } from './problem.ts';
import type { RawBody } from './read-body.ts';

/** The body of a route that accepts a file: its bytes as they were sent. */
export const fileBodySchema = z.instanceof(Uint8Array);

/** `limit` in bytes. */
export function readFileBody(raw: RawBody, mediaType: string, limit: number): Uint8Array {
  if (raw.contentType?.split(';')[0]?.trim().toLowerCase() !== mediaType) {
    throw new HttpProblem('unsupported-media-type', `Send the file with "Content-Type: ${mediaType}".`, {
      headers: { accept: mediaType },
    });
  }
  const bytes = Buffer.from(raw.text ?? '', raw.isBase64 ? 'base64' : 'utf8');
  if (bytes.length > limit) throw new HttpProblem('too-large', `The file may have at most ${limit} bytes.`);
  return bytes;
}
