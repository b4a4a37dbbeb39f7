import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestHandler } from '../../../../../functions/shared/platform/request-handler.ts';

const handler = requestHandler();
let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  handler.destroy();
  server.close();
});

const aRequest = (parts: Partial<Parameters<typeof handler.handle>[0]> = {}) => ({
  ...{ protocol: 'http:', hostname: '127.0.0.1', port: (server.address() as AddressInfo).port },
  ...{ method: 'POST', path: '/', query: {}, headers: {} },
  ...parts,
});

const echo = (request: IncomingMessage, response: ServerResponse): void => {
  const { method, url, headers } = request;
  void buffer(request).then((body) =>
    response
      .setHeader('set-cookie', ['a=1', 'b=2'])
      .end(JSON.stringify({ method, url, note: headers['x-note'], body: body.toString() })),
  );
};

describe('how clients of AWS send requests', () => {
  it.each([
    ['text', 'größer'],
    ['bytes', Buffer.from('größer')],
  ])('sends %s with its headers, and hands the answer on as a whole', async (_, body) => {
    answer = echo;
    const { response } = await handler.handle(aRequest({ path: '/a', headers: { 'x-note': 'n' }, body }));

    expect(response).toMatchObject({ statusCode: 200, reason: 'OK', headers: { 'set-cookie': 'a=1,b=2' } });
    expect(JSON.parse((response.body as Buffer).toString())).toEqual({
      ...{ method: 'POST', url: '/a', note: 'n', body: 'größer' },
    });
  });

  it('puts an answer that comes in pieces together', async () => {
    answer = (_, response) => {
      response.write('one,');
      setImmediate(() => response.end('two'));
    };
    const { response } = await handler.handle(aRequest());

    expect((response.body as Buffer).toString()).toBe('one,two');
  });

  it('encodes a query as signatures do', async () => {
    answer = echo;
    const query = { 'x-id': 'Put Object', list: ['a*b', "it's(!)"], empty: null };
    const { response } = await handler.handle(aRequest({ query }));

    const { url } = JSON.parse((response.body as Buffer).toString()) as { url: string };
    expect(url).toBe('/?x-id=Put%20Object&list=a%2Ab&list=it%27s%28%21%29&empty=');
  });

  it('hands what is read by GET on as a stream', async () => {
    answer = (_, response) => response.end('an object');
    const { response } = await handler.handle(aRequest({ method: 'GET' }));

    expect((await buffer(response.body as IncomingMessage)).toString()).toBe('an object');
  });

  it('names a connection that is lost before the answer so that the SDK tries again', async () => {
    answer = (request) => request.socket.destroy();
    await expect(handler.handle(aRequest())).rejects.toMatchObject({
      name: 'TimeoutError',
      code: 'ECONNRESET',
    });
  });

  it('names a connection that is lost within the answer so, too', async () => {
    answer = (request, response) => {
      response.setHeader('content-length', '100');
      response.write('half', () => request.socket.destroy());
    };
    await expect(handler.handle(aRequest())).rejects.toMatchObject({
      name: 'TimeoutError',
      code: 'ECONNRESET',
    });
  });

  it('uses one connection again and again', async () => {
    const ports = new Set<number | undefined>();
    answer = (request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    };
    for (let n = 0; n < 5; n += 1) await handler.handle(aRequest());

    expect(ports.size).toBe(1);
  });
});
