import type { IncomingMessage } from 'node:http';

/**
 * The whole body, or undefined when it is longer than `limit` bytes. A body too long is read to its end
 * and thrown away: a sender that is still writing would not read the answer.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request
      .on('data', (chunk: Buffer) => {
        size += chunk.byteLength;
        if (size <= limit) chunks.push(chunk);
        else chunks.length = 0;
      })
      .once('end', () => resolve(size > limit ? undefined : joined(chunks, size)))
      .once('error', reject);
  });
}

/** Most bodies come in one piece, which needs no copy. */
function joined(chunks: readonly Buffer[], size: number): Buffer {
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks, size);
}
