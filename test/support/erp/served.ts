import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { HttpRequest } from '../../../functions/shared/erp/fetch/http-port.ts';
import type { ScriptedAnswer } from './scripted-erp.ts';

export interface ServedErp {
  readonly url: string;
  /** What the ERP itself could not answer: a test asserts that there is nothing. */
  readonly faults: unknown[];
  close(): void;
}

/** A scripted ERP over HTTP, for whoever can reach it by its address only. */
export async function served(answer: (request: HttpRequest) => ScriptedAnswer): Promise<ServedErp> {
  const faults: unknown[] = [];
  const server = createServer((request, response) => {
    void asked(request)
      .then(answer)
      .catch((fault: unknown): ScriptedAnswer => {
        faults.push(fault);
        return { status: 500, body: String(fault) };
      })
      .then(({ status = 200, headers = {}, body = '' }) => {
        response.writeHead(status, headers);
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, faults, close };
}

async function asked(request: IncomingMessage): Promise<HttpRequest> {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://erp.test'),
    headers: Object.fromEntries(headers) as Record<string, string>, // pairs of texts
    body: await text(request),
    ...{ timeoutMs: 0, maxBytes: 0 },
  };
}
