import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Entry {
  readonly subscriptionId: string;
  readonly clientState: string;
  readonly resource: string;
  readonly changeType: string;
  readonly expirationDateTime: string;
  readonly lastModifiedDateTime: string;
}

/** A subscriber: shakes hands and keeps what it is told. */
export interface Receiver {
  readonly url: string;
  /** The raw bodies in the order of arrival. */
  readonly bodies: string[];
  /** The entries of each notification. */
  notifications(): Entry[][];
  /** What it answers to notifications. */
  status: number;
  /** What it answers to a handshake, given the token; without an answer it stays silent. */
  handshake: (token: string) => { status: number; type: string; text: string } | undefined;
  stop(): Promise<void>;
}

export async function aReceiver(): Promise<Receiver> {
  const server = createServer((message, response) => void answer(receiver, message, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/bc`,
    bodies: [],
    notifications: () =>
      receiver.bodies.map((body) => (JSON.parse(body.replace(/^\uFEFF/, '')) as { value: Entry[] }).value),
    status: 202,
    handshake: (token) => ({ status: 200, type: 'text/plain', text: token }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

async function answer(receiver: Receiver, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const token = new URL(message.url ?? '', receiver.url).searchParams.get('validationToken');
  if (token === null) {
    receiver.bodies.push(Buffer.concat(chunks).toString('utf8'));
    response.writeHead(receiver.status).end();
    return;
  }
  const shake = receiver.handshake(token);
  if (shake) response.writeHead(shake.status, { 'content-type': shake.type }).end(shake.text);
}
