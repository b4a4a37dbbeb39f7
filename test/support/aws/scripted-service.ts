import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a service says to a request; `lost`: the connection ends without an answer. */
export type Said = { readonly status?: number; readonly body?: string | Uint8Array } | 'lost';

export interface ScriptedService {
  readonly url: string;
  readonly asked: Asked[];
  /** The next answers, in order; after them every request is answered with nothing, and 200. */
  script(...answers: Said[]): void;
  close(): void;
}

/** A service of AWS on a port of its own that says what a test tells it. */
export async function scriptedService(): Promise<ScriptedService> {
  const asked: Asked[] = [];
  let answers: Said[] = [];
  const server = createServer((request, response) => {
    void read(request).then((question) => {
      asked.push(question);
      const said = answers.shift() ?? {};
      if (said === 'lost') return request.socket.destroy();
      return response.writeHead(said.status ?? 200).end(said.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    script: (...next) => {
      asked.length = 0;
      answers = next;
    },
    close: () => server.close(),
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { method = '', url: path = '', headers } = request;
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return { method, path, headers: texts, body: (await buffer(request)).toString() };
}
