import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a fake sees it; the path is below its base address and decoded. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** With the base address of the fake. */
  readonly baseUrl: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
  /** Something was created or changed. */
  readonly wrote?: boolean;
}

export type Api = (call: Call) => Reply;

/** What happens to a request: its answer is lost, the ERP is away, or all sessions end before it is looked at. */
export type Fault = 'lost' | 'away' | 'ended' | 'none';

export interface ServedErp {
  readonly baseUrl: string;
  readonly calls: Call[];
  /** The answer to the n-th write from now, from 1, is lost after it was done. */
  loseAnswer(write: number): void;
  /** What happens to the requests from now, one after the other. */
  readonly faults: Fault[];
  stop(): Promise<void>;
}

const away: Reply = { status: 503 };

/** A fake ERP over real HTTP, on a port of its own. */
export async function served(api: Api, endSessions: () => void = () => undefined): Promise<ServedErp> {
  const calls: Call[] = [];
  const faults: Fault[] = [];
  let lost = 0;
  const server = createServer((request, response) => {
    void callOf(request, baseUrl).then((call) => {
      calls.push(call);
      const fault = faults.shift();
      if (fault === 'ended') endSessions();
      const reply = fault === 'away' ? away : api(call);
      if (reply.wrote) lost -= 1;
      if (fault === 'lost' || (reply.wrote && lost === 0)) response.destroy();
      else answer(response, reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`; // it listens on a port
  return {
    baseUrl,
    calls,
    faults,
    loseAnswer: (write) => (lost = write),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function callOf(request: IncomingMessage, baseUrl: string): Promise<Call> {
  const url = new URL(request.url ?? '', baseUrl);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // a request streams buffers
  const text = Buffer.concat(chunks).toString();
  const headers = Object.entries(request.headersDistinct).map(([name, values = []]) => [
    name,
    values.join('; '),
  ]);
  return {
    method: request.method ?? '',
    path: decodeURIComponent(url.pathname.replace(/^\/api\//, '')),
    query: url.searchParams,
    headers: Object.fromEntries(headers) as Record<string, string>, // pairs of texts
    body: text === '' ? undefined : JSON.parse(text),
    baseUrl,
  };
}

function answer(response: ServerResponse, { status = 200, headers = {}, body }: Reply): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...(headers as Record<string, string | string[]>) });
  response.end(text);
}
