import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../../../../../local/cloud/clock.ts';
import { HttpApiServer } from '../../../../../local/cloud/http-api/server.ts';
import type { Outcome } from '../../../../../local/cloud/lambda/outcome.ts';
import { startIdentity } from '../../../../../local/cloud/identity/index.ts';

const NOW = Date.UTC(2026, 2, 12, 19, 3, 58);
const ISSUER = 'https://issuer.example/pool';
const clock = manualClock(NOW);
let server: HttpApiServer;
let mintToken: (roles: string[]) => Promise<string>;

/** Answers by path; anything else is echoed. */
function functionUnderTest(_arn: string, event: unknown): Promise<Outcome> {
  const { rawPath } = event as { rawPath: string };
  const ended = { requestId: 'r' };
  if (rawPath === '/throw') {
    return Promise.resolve({
      ...ended,
      ok: false,
      error: { errorType: 'Error', errorMessage: 'secret detail' },
    });
  }
  if (rawPath === '/never') return new Promise(() => undefined);
  return Promise.resolve({
    ...ended,
    ok: true,
    payload: JSON.stringify({ statusCode: 200, body: JSON.stringify(event) }),
  });
}

beforeAll(async () => {
  const identity = await startIdentity({ clock });
  identity.definePool('pool', ISSUER);
  identity.defineClient({ clientId: 'client', poolId: 'pool', issuer: ISSUER });
  mintToken = (roles) => identity.mintToken({ sub: 'anna', roles, company: 'acme' });
  server = new HttpApiServer({
    clock,
    keysOf: (issuer) => identity.keysOf(issuer),
    invoke: functionUnderTest,
  });
  await server.listen(0);
});
afterAll(() => server.close());

const route = (routeKey: string, timeoutMs = 30_000) => ({
  routeKey,
  functionArn: 'arn',
  timeoutMs,
  authorizer: undefined,
});

async function call(path: string, init: RequestInit = {}) {
  const response = await fetch(`${server.endpoint}${path}`, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>),
  };
}

describe('an HTTP API', () => {
  it('says it is not ready until its routes are known', async () => {
    expect(await call('/echo')).toMatchObject({ status: 503, body: { message: 'Service Unavailable' } });

    server.open({
      apiId: 'api1',
      name: 'test',
      cors: {
        allowOrigins: ['https://app.example'],
        allowMethods: ['*'],
        allowHeaders: ['authorization'],
        exposeHeaders: [],
        maxAgeSeconds: undefined,
        allowCredentials: false,
      },
      routes: [
        route('ANY /{proxy+}'),
        route('GET /never', 50),
        route('POST /things/{id}/{rest+}'),
        { ...route('GET /guarded'), authorizer: { issuer: ISSUER, audience: ['client'], scopes: [] } },
      ],
    });
  });

  it('hands a request to its function in payload format 2.0', async () => {
    const { body } = await call('/things/a%20b/c/d?x=1&y=%26&x=2&z', {
      method: 'POST',
      headers: { cookie: 'a=1; b=2', 'Content-Type': 'application/json; charset=utf-8', 'X-Many': 'one' },
      body: '{"n":1}',
    });

    expect(body).toMatchObject({
      version: '2.0',
      routeKey: 'POST /things/{id}/{rest+}',
      rawPath: '/things/a%20b/c/d',
      rawQueryString: 'x=1&y=%26&x=2&z',
      cookies: ['a=1', 'b=2'],
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-many': 'one' },
      queryStringParameters: { x: '1,2', y: '&', z: '' },
      pathParameters: { id: 'a b', rest: 'c/d' },
      body: '{"n":1}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        apiId: 'api1',
        stage: '$default',
        time: '12/Mar/2026:19:03:58 +0000',
        timeEpoch: NOW,
        http: { method: 'POST', path: '/things/a%20b/c/d', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      },
    });
    expect(body?.['headers']).not.toHaveProperty('cookie');
    expect(body?.['requestContext']).not.toHaveProperty('authorizer');
  });

  it.each([
    ['application/json', false],
    ['text/csv', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['application/cloudevents+json', true],
    ['application/json-seq', true],
  ])('a body of type %s is base64-coded: %s', async (type, isBase64Encoded) => {
    const { body } = await call('/echo', { method: 'PUT', headers: { 'content-type': type }, body: 'grüße' });

    const text = isBase64Encoded ? Buffer.from('grüße').toString('base64') : 'grüße';
    expect(body).toMatchObject({ isBase64Encoded, body: text });
  });

  it('a body without content type is base64-coded, so that every byte survives', async () => {
    const bytes = Uint8Array.of(0, 255, 128, 10);
    const { body } = await call('/echo', { method: 'POST', body: bytes });

    expect(body).toMatchObject({ isBase64Encoded: true, body: Buffer.from(bytes).toString('base64') });
  });

  it('no body and no query leave no member behind', async () => {
    const { body } = await call('/echo');

    for (const member of ['body', 'queryStringParameters', 'cookies'])
      expect(body).not.toHaveProperty(member);
  });

  it('headers sent several times arrive joined', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request(`${server.endpoint}/echo`, { headers: { 'x-part': ['a', 'b'] } }, (response) => {
        let all = '';
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => (all += chunk))
          .on('end', () => resolve(all));
      });
      sent.once('error', reject).end();
    });

    expect(JSON.parse(text)).toMatchObject({ headers: { 'x-part': 'a, b' } });
  });

  it('an unknown path is 404', async () => {
    expect(await call('/')).toMatchObject({ status: 404, body: { message: 'Not Found' } });
  });

  it('a failed function is 500 and tells nothing', async () => {
    expect(await call('/throw')).toMatchObject({ status: 500, body: { message: 'Internal Server Error' } });
  });

  it('a function that takes too long is 503', async () => {
    expect(await call('/never')).toMatchObject({ status: 503, body: { message: 'Service Unavailable' } });
  });

  it('10 MB are too large for the gateway, and so is what would not fit into an invocation', async () => {
    const tooLarge = { status: 413, body: { message: 'Request Entity Too Large' } };

    expect(await call('/echo', { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) })).toMatchObject(
      tooLarge,
    );
    expect(await call('/echo', { method: 'POST', body: Buffer.alloc(5 * 1024 * 1024) })).toMatchObject(
      tooLarge,
    );
  });

  it('4 MB arrive whole', async () => {
    const bytes = Buffer.alloc(4 * 1024 * 1024, 'x');

    const { body } = await call('/echo', { method: 'POST', body: bytes });
    expect(body?.['body']).toBe(bytes.toString('base64'));
  });

  it('a guarded route wants a token of the issuer and hands its claims on', async () => {
    expect(await call('/guarded')).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });

    const headers = { authorization: `Bearer ${await mintToken(['reader', 'operator'])}` };
    const { status, body } = await call('/guarded', { headers });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      requestContext: {
        authorizer: {
          jwt: {
            scopes: null,
            claims: { sub: 'anna', 'cognito:groups': '[reader operator]', 'custom:company': 'acme' },
          },
        },
      },
    });
  });

  it('answers a preflight itself and names allowed origins on every answer', async () => {
    const origin = 'https://app.example';
    const preflight = await call('/guarded', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('*');
    const refused = await call('/guarded', { headers: { origin } });
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin);
  });
});
