import { request, type IncomingHttpHeaders } from 'node:http';

export interface Post {
  readonly method?: string;
  /** Behind the address of the connection's webhook. */
  readonly rest?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What the sender sees. */
export interface Seen {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request with exactly these headers: no content type is made up. */
export const send = (
  url: string,
  { method = 'POST', rest = '', headers = {}, body = '' }: Post,
): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const sent = request(url + rest, { method, headers: { ...headers, connection: 'close' } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const { statusCode = 0, headers: said } = answer;
        resolve({ status: statusCode, headers: said, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
