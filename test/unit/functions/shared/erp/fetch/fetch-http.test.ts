import { gzipSync } from 'node:zlib';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchHttp } from '../../../../../../functions/shared/erp/fetch/fetch-http.ts';
import { publicLookup } from '../../../../../../functions/shared/erp/fetch/public-lookup.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api`);
}

const send = (url: URL, overrides: object = {}) =>
  fetchHttp({ plainHosts: ['127.0.0.1'] }).send({
    method: 'GET',
    url,
    headers: {},
    timeoutMs: 5_000,
    maxBytes: 1_000,
    ...overrides,
  });

describe('the way to the ERP', () => {
  it('carries method, headers and body, and brings status, headers and bytes back', async () => {
    const url = await serve((request, response) => {
      response.writeHead(418, { 'X-Seen': `${request.method} ${request.headers['x-mine'] as string}` });
      request.pipe(response);
    });

    const { status, headers, body } = await send(url, {
      method: 'POST',
      headers: { 'x-mine': 'yes' },
      body: 'ä',
    });
    expect([status, headers['x-seen'], Buffer.from(body).toString()]).toEqual([418, 'POST yes', 'ä']);
  });

  it.each([
    'http://erp.example/',
    'http://127.0.0.1.example/',
    'http://localhost/',
    'ftp://127.0.0.1/',
    'https://me:secret@127.0.0.1/',
  ])('%s is not asked: no TLS, or credentials in the address', async (url) => {
    await expect(send(new URL(url))).rejects.toMatchObject({ name: 'ErpRejectedError' });
  });

  it('a name is checked when it is connected to, by the address it leads to (DNS rebinding)', async () => {
    let asked = 0;
    const { port } = await serve((_, response) => response.end(String((asked += 1))));
    const resolve: Parameters<typeof publicLookup>[0] = (_, __, answer) =>
      answer(null, [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const url = new URL(`https://erp.example:${port}/`);
    const request = { method: 'GET', url, headers: {}, timeoutMs: 5_000, maxBytes: 9 };

    await expect(
      fetchHttp({ plainHosts: [], lookup: publicLookup(resolve) }).send(request),
    ).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringContaining('not of the public internet'),
    });
    expect(asked).toBe(0);
  });

  it('an own host may be a name of a private network', async () => {
    const { port } = await serve((_, response) => response.end('ours'));
    const request = { method: 'GET', headers: {}, timeoutMs: 5_000, maxBytes: 9 };
    const url = new URL(`http://localhost:${port}/`);
    const http = fetchHttp({ plainHosts: [`localhost:${port}`] });

    expect(Buffer.from((await http.send({ ...request, url })).body).toString()).toBe('ours');
  });

  it('unpacks an answer, and counts it unpacked', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('x'.repeat(request.url === '/api' ? 900 : 90_000)));
    });

    expect((await send(url)).body).toHaveLength(900);
    await expect(send(new URL('/bomb', url))).rejects.toMatchObject({
      message: expect.stringContaining('larger than 1000 bytes'),
    });
  });

  it('a question is asked again where the kept connection was closed; what may change something takes a new one', async () => {
    const connections = new Set<unknown>();
    let answers = 0;
    const url = await serve((request, response) => {
      connections.add(request.socket);
      answers += 1;
      if (answers === 2) request.socket.destroy();
      else response.end(`${request.method} ${answers}`);
    });
    const http = fetchHttp({ plainHosts: ['127.0.0.1'] });
    const ask = async (method: string) => {
      const { body } = await http.send({ method, url, headers: {}, timeoutMs: 5_000, maxBytes: 99 });
      return Buffer.from(body).toString();
    };

    expect([await ask('GET'), await ask('GET'), await ask('POST'), await ask('POST')]).toEqual([
      'GET 1',
      'GET 3',
      'POST 4',
      'POST 5',
    ]);
    expect(connections.size).toBe(4);
  });

  it('does not follow redirects', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });

    expect((await send(url)).status).toBe(302);
    expect(asked).toBe(1);
  });

  it('takes no more than the limit, whatever the length says', async () => {
    const url = await serve((_, response) => response.write('x'.repeat(1_001)));

    await expect(send(url)).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringContaining('larger than 1000 bytes'),
    });
  });

  it('does not wait for an ERP that is silent, before or inside its answer', async () => {
    const silent = await serve(() => undefined);
    const dripping = await serve((_, response) => response.write('{'));

    await expect(send(silent, { timeoutMs: 50 })).rejects.toMatchObject({ name: 'ErpUnavailableError' });
    await expect(send(dripping, { timeoutMs: 50 })).rejects.toMatchObject({ name: 'ErpUnavailableError' });
  });

  it('a host that refuses the connection may work later', async () => {
    const url = await serve(() => undefined);
    servers[0]?.close();

    await expect(send(url)).rejects.toMatchObject({
      name: 'ErpUnavailableError',
      message: expect.stringContaining('did not answer'),
    });
  });
});
