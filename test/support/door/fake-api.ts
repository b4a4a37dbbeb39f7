import type { IncomingMessage } from 'node:http';
import { listen } from '../../../local/cloud/http/listen.ts';

/** A request as the API of an ERP sees it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Said {
  readonly status?: number;
  readonly json?: unknown;
}

export interface FakeApi {
  readonly url: string;
  /** Everything that was asked, in order. */
  readonly asked: Asked[];
  close(): Promise<void>;
}

/** The API of an ERP over HTTP: what it answers is up to the test, what it was asked is remembered. */
export async function aFakeApi(answer: (asked: Asked) => Said): Promise<FakeApi> {
  const asked: Asked[] = [];
  const server = await listen((request, response) => {
    void textOf(request).then((body) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://erp');
      const { method = '', headers } = request;
      const question: Asked = {
        method,
        path: decodeURIComponent(pathname),
        query: searchParams,
        headers,
        body,
      };
      asked.push(question);
      const { status = 200, json } = answer(question);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(json === undefined ? '' : JSON.stringify(json));
    });
  }, 0);
  return { url: server.endpoint, asked, close: () => server.close() };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // without an encoding it streams bytes
  return Buffer.concat(chunks).toString('utf8');
}
