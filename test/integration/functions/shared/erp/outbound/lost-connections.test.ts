import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { fetchHttp } from '../../../../../../functions/shared/erp/fetch/fetch-http.ts';
import { publicLookup } from '../../../../../../functions/shared/erp/fetch/public-lookup.ts';
import { writerOf } from '../../../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import {
  anOutbound,
  anOutboundConnector,
  anyTime,
} from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import { anErpOrder } from '../../../../../support/erp/outbound/hand-over-samples.ts';
import { aConnection } from '../../../../../support/erp/scripted-erp.ts';

let server: Server | undefined;
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server?.close();
  server = undefined;
});

/** A server that takes connections and does with the request what a test says. */
async function listening(made: Server): Promise<string> {
  server = made;
  made.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

const onRequest = (act: (socket: Socket) => unknown): Promise<string> =>
  listening(createServer((socket) => socket.once('data', () => act(socket))));

async function created(baseUrl: string): Promise<string> {
  const writing = { quietSeconds: 60, timeoutSeconds: 1, reference: { field: 'ref', length: 40 } };
  const resolve = (_: string, __: object, answer: (error: null, addresses: []) => void) => answer(null, []);
  const http = fetchHttp({ plainHosts: ['127.0.0.1'], lookup: publicLookup(resolve) });
  const connector = anOutboundConnector({ outbound: anOutbound({ writing }) });
  const writer = writerOf({ connector, connection: aConnection({ baseUrl }), secrets: {}, http });
  return (await writer.createOrder(anErpOrder(), anyTime)).outcome;
}

it('where nobody listens nothing was sent', async () => {
  const url = await onRequest(() => undefined);
  await new Promise((resolve) => server?.close(resolve));

  expect(await created(url)).toBe('not-sent');
});

it('where a name has no address nothing was sent', async () => {
  expect(await created('https://erp.example')).toBe('not-sent');
});

it.each<[string, (socket: Socket) => unknown]>([
  ['breaks', (socket) => socket.resetAndDestroy()],
  ['is closed', (socket) => socket.end()],
  ['stays silent', () => undefined],
  ['ends in the middle of the head', (socket) => socket.end('HTTP/1.1 201 Cre')],
  [
    'ends in the middle of the body',
    (socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-length: 90\r\n\r\n{"id":"7"'),
  ],
  ['talks nonsense', (socket) => socket.end('what?')],
])('a connection that took the request and then %s proves nothing', async (_, act) => {
  expect(await created(await onRequest(act))).toBe('unknown');
});

it('an answer that never stops is given up', async () => {
  const url = await listening(
    createHttpServer((_, response) => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.write('{"id":');
    }),
  );

  expect(await created(url)).toBe('unknown');
});
