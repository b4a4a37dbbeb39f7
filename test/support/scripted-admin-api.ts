import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface AdminRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body: unknown;
  readonly ifMatch?: string | undefined;
}

interface Answer {
  readonly status: number;
  /** JSON, unless it is text or bytes. */
  readonly body: unknown;
  readonly etag?: string;
  readonly link?: string;
}

const nothingMore: Answer = { status: 500, body: { title: 'nothing more was expected' } };

/** An Admin API of a test's own: gives the answers in turn and keeps what it was asked. */
export async function scriptedAdminApi(...answers: Answer[]) {
  const asked: AdminRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      const { method = '', url: path = '', headers } = request;
      const token = (headers.authorization ?? '').replace('Bearer ', '');
      const { 'if-match': ifMatch } = headers;
      const content: unknown = text === '' ? undefined : JSON.parse(text);
      asked.push({ method, path, token, body: content, ...(ifMatch !== undefined && { ifMatch }) });
      const { status, body, etag, link } = answers.shift() ?? nothingMore;
      const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
      response
        .writeHead(status, {
          'content-type': 'application/json',
          ...(etag && { etag }),
          ...(link && { link }),
        })
        .end(isRaw ? body : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
