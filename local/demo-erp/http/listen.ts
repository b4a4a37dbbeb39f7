import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Answer, IncomingRequest } from './messages.ts';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

type Handle = (request: IncomingRequest) => Promise<Answer>;

const maximumBody = 5_000_000;

/** Serves on this machine only. `handle` answers everything and never throws. */
export async function listen(port: number, handle: Handle): Promise<Listening> {
  const server = createServer((message, response) => void serve(message, response, handle));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => close(server) };
}

async function serve(message: IncomingMessage, response: ServerResponse, handle: Handle): Promise<void> {
  let body: string | undefined;
  try {
    body = await readBody(message);
  } catch {
    // The caller went away while sending; there is nobody to answer.
    response.destroy();
    return;
  }
  if (body === undefined) return send(response, plain(413));
  const request = requestFrom(message, body);
  send(response, request ? await handle(request) : plain(400));
}

function requestFrom(message: IncomingMessage, body: string): IncomingRequest | undefined {
  const url = URL.parse(message.url ?? '/', `http://${message.headers.host ?? '127.0.0.1'}`);
  if (!url) return undefined;
  const path = decodedPath(url);
  if (path === undefined) return undefined;
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  return {
    method: message.method ?? 'GET',
    origin: url.origin,
    path,
    query: url.searchParams,
    headers,
    body,
  };
}

function decodedPath(url: URL): string | undefined {
  try {
    return decodeURIComponent(url.pathname);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

const plain = (status: number): Answer => ({ status, headers: {}, body: '' });

async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maximumBody) chunks.push(chunk);
  }
  return size <= maximumBody ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer.isWithheld) return;
  if (answer.isLost) return void response.destroy();
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  response.end(body);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
