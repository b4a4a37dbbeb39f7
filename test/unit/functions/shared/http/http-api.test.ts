import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createHttpApi, type HttpApi } from '../../../../../functions/shared/http/http-api.ts';
import { assertVersion } from '../../../../../functions/shared/http/entity-tag.ts';
import { routeFactory } from '../../../../../functions/shared/http/route.ts';
import { anHttpEvent, jsonOf, type EventOptions } from '../../../../support/http/http-event.ts';
import { memoryOfRequests } from '../../../../support/http/memory-of-requests.ts';

interface Shelf {
  put(name: string): Promise<void>;
}

const route = routeFactory<Shelf>();
const boxSchema = z.strictObject({ name: z.string(), colour: z.enum(['red', 'blue']).optional() });

const routes = [
  route({
    id: 'listBoxes',
    method: 'GET',
    path: '/boxes',
    tag: 'Boxes',
    summary: 'List',
    roles: ['reader', 'operator'],
    query: z.object({ colour: z.string().optional() }),
    returns: { page: z.object({ at: z.string() }) },
    handle: ({ page }) => ({
      items: [{ at: page.cursor ?? 'start' }],
      cursor: `${page.cursor ?? ''}+${page.limit}`,
    }),
  }),
  route({
    id: 'createBox',
    method: 'POST',
    path: '/boxes',
    tag: 'Boxes',
    summary: 'Create',
    roles: ['operator'],
    body: boxSchema,
    returns: { json: z.object({ name: z.string() }), status: 201 },
    handle: async ({ body }, shelf) => {
      await shelf.put(body.name);
      return { body: { name: body.name }, headers: { location: `/boxes/${body.name}` }, version: 1 };
    },
  }),
  route({
    id: 'getBox',
    method: 'GET',
    path: '/boxes/{name}',
    tag: 'Boxes',
    summary: 'Get',
    roles: ['reader', 'operator'],
    params: z.object({ name: z.string().max(10) }),
    returns: { json: z.object({ name: z.string() }) },
    handle: ({ params }) => ({ body: { name: params.name }, version: 3 }),
  }),
  route({
    id: 'changeBox',
    method: 'PATCH',
    path: '/boxes/{name}',
    tag: 'Boxes',
    summary: 'Change',
    roles: ['operator'],
    params: z.object({ name: z.string() }),
    body: boxSchema.partial(),
    changesVersion: true,
    returns: { nothing: true },
    handle: ({ expectedVersion }) => {
      assertVersion(3, expectedVersion);
      return undefined;
    },
  }),
];

let put: Shelf['put'];
let bugs: unknown[];
let api: HttpApi;

beforeEach(() => {
  put = () => Promise.resolve();
  bugs = [];
  api = createHttpApi(routes, {
    ports: { put: (name) => put(name) },
    memory: memoryOfRequests(),
    reportBug: (error) => bugs.push(error),
  });
});

const call = (method: string, path: string, options?: EventOptions) =>
  api(anHttpEvent(method, path, options));

describe('routing', () => {
  it('answers an unknown path with a problem document', async () => {
    const answer = await call('GET', '/bags');
    expect(answer).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'application/problem+json' },
    });
    expect(jsonOf(answer)).toMatchObject({ code: 'unknown-route', status: 404, instance: '/bags' });
  });

  it('answers a wrong method with the methods there are', async () => {
    const answer = await call('DELETE', '/boxes');
    expect(answer).toMatchObject({ statusCode: 405, headers: { allow: 'GET, POST, HEAD' } });
  });

  it('answers HEAD like GET without the content', async () => {
    const answer = await call('HEAD', '/boxes/a');
    expect(answer).toMatchObject({ statusCode: 200, body: '', headers: { etag: '"3"' } });
  });

  it('ignores the name of the stage in front of the path', async () => {
    const event = anHttpEvent('GET', '/live/boxes/a');
    const answer = await api({ ...event, requestContext: { ...event.requestContext, stage: 'live' } });
    expect(answer.statusCode).toBe(200);
  });

  it('answers an id that cannot exist like one that does not', async () => {
    expect((await call('GET', '/boxes/muchtoolongname')).statusCode).toBe(404);
  });
});

describe('who may', () => {
  it('needs a token', async () => {
    const event = anHttpEvent('GET', '/boxes');
    const requestContext = { ...event.requestContext, authorizer: {} };
    expect((await api({ ...event, requestContext })).statusCode).toBe(401);
  });

  it('needs a company in the token', async () => {
    expect(jsonOf(await call('GET', '/boxes', { company: null }))).toMatchObject({ code: 'company-missing' });
  });

  it('names the roles that may', async () => {
    const answer = await call('POST', '/boxes', { roles: ['reader'], body: { name: 'a' } });
    expect(jsonOf(answer)).toMatchObject({
      status: 403,
      code: 'role-missing',
      detail: expect.stringContaining('operator'),
    });
  });

  it.each(['[operator reader]', '[reader]', 'reader', 'operator, reader'])(
    'reads the groups claim %s',
    async (groups) => {
      const event = anHttpEvent('GET', '/boxes');
      const claims = { ...event.requestContext.authorizer?.jwt?.claims, 'cognito:groups': groups };
      const requestContext = { ...event.requestContext, authorizer: { jwt: { claims } } };
      expect((await api({ ...event, requestContext })).statusCode).toBe(200);
    },
  );

  it('reads groups given as a list', async () => {
    const event = anHttpEvent('GET', '/boxes');
    const claims = { ...event.requestContext.authorizer?.jwt?.claims, 'cognito:groups': ['reader'] };
    const requestContext = { ...event.requestContext, authorizer: { jwt: { claims } } };
    expect((await api({ ...event, requestContext })).statusCode).toBe(200);
  });

  it('knows only its own roles', async () => {
    const event = anHttpEvent('GET', '/boxes');
    const claims = { ...event.requestContext.authorizer?.jwt?.claims, 'cognito:groups': '[admin root]' };
    const requestContext = { ...event.requestContext, authorizer: { jwt: { claims } } };
    expect((await api({ ...event, requestContext })).statusCode).toBe(403);
  });
});

describe('bodies', () => {
  it.each([
    ['not JSON', '{"name":', 400, 'malformed-request'],
    ['nothing', '', 422, 'invalid-body'],
    ['a wrong type', '{"name":7}', 422, 'invalid-body'],
    ['a list', '[]', 422, 'invalid-body'],
    ['null', 'null', 422, 'invalid-body'],
    ['__proto__', '{"name":"a","__proto__":{"x":1}}', 422, 'invalid-body'],
    ['a million brackets', '['.repeat(1_000_000), 400, 'malformed-request'],
    ['more than the limit', `"${'x'.repeat(1_048_576)}"`, 413, 'too-large'],
  ])('refuses %s', async (_what, body, status, code) => {
    expect(jsonOf(await call('POST', '/boxes', { body }))).toMatchObject({ status, code });
    expect(bugs).toEqual([]);
  });

  it('refuses unknown fields and names the nearest known one', async () => {
    const answer = await call('POST', '/boxes', { body: { name: 'a', color: 'red' } });
    expect(jsonOf(answer)).toMatchObject({
      errors: [{ field: 'color', reason: 'unknown; did you mean colour?' }],
    });
  });

  it('refuses another media type', async () => {
    const answer = await call('POST', '/boxes', {
      body: 'name=a',
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.statusCode).toBe(415);
  });

  it('refuses invalid UTF-8', async () => {
    const event = anHttpEvent('POST', '/boxes', { body: Buffer.from([0x22, 0xff, 0x22]).toString('base64') });
    expect((await api({ ...event, isBase64Encoded: true })).statusCode).toBe(400);
  });

  it('undoes base64 and a byte order mark', async () => {
    const event = anHttpEvent('POST', '/boxes', {
      body: Buffer.from('\uFEFF{"name":"a"}').toString('base64'),
    });
    expect((await api({ ...event, isBase64Encoded: true })).statusCode).toBe(201);
  });
});

describe('queries and pages', () => {
  const cursorOf = async (query = '') => {
    const page = jsonOf(await call('GET', '/boxes', { query })) as { cursor: string };
    return encodeURIComponent(page.cursor);
  };

  it('refuses unknown parameters and names the nearest known one', async () => {
    const answer = await call('GET', '/boxes', { query: 'limits=3' });
    expect(jsonOf(answer)).toMatchObject({
      status: 400,
      errors: [{ reason: 'unknown; did you mean limit?' }],
    });
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'limit=1&limit=2'])('refuses %s', async (query) => {
    expect(jsonOf(await call('GET', '/boxes', { query }))).toMatchObject({
      status: 400,
      code: 'invalid-query',
    });
  });

  it('gives the next page by cursor and as a link', async () => {
    const first = await call('GET', '/boxes', { query: 'colour=red&limit=2' });
    const link = /<([^>]+)>; rel="next"/.exec(String(first.headers?.link))?.[1] ?? '';
    const second = await call('GET', '/boxes', { query: link.split('?')[1] ?? '' });
    expect(jsonOf(second)).toMatchObject({ items: [{ at: '+2' }] });
  });

  it('allows another page size with the same cursor', async () => {
    expect((await call('GET', '/boxes', { query: `limit=9&cursor=${await cursorOf()}` })).statusCode).toBe(
      200,
    );
  });

  it.each([
    ['of other filters', async () => `colour=blue&cursor=${await cursorOf('colour=red')}`],
    ['changed by hand', async () => `cursor=A${await cursorOf()}`],
    ['out of thin air', () => 'cursor=abc'],
  ])('refuses a cursor %s', async (_what, query) => {
    const answer = await call('GET', '/boxes', { query: await query() });
    expect(jsonOf(answer)).toMatchObject({ status: 400, code: 'invalid-cursor' });
  });

  it('refuses the cursor of another company (S1)', async () => {
    const answer = await call('GET', '/boxes', { query: `cursor=${await cursorOf()}`, company: 'other' });
    expect(jsonOf(answer)).toMatchObject({ code: 'invalid-cursor' });
  });
});

describe('versions', () => {
  it('answers 304 to a client that has the version', async () => {
    const answer = await call('GET', '/boxes/a', { headers: { 'if-none-match': 'W/"3", "9"' } });
    expect(answer).toMatchObject({ statusCode: 304, body: '' });
  });

  it.each([
    ['without If-Match', {}, 428],
    ['with a stale version', { 'if-match': '"2"' }, 412],
    ['with something else', { 'if-match': '*' }, 412],
    ['with the current version', { 'If-Match': '"3"' }, 204],
  ])('answers a change %s', async (_what, headers, status) => {
    expect((await call('PATCH', '/boxes/a', { headers, body: {} })).statusCode).toBe(status);
  });

  it('tells the current version to who was too late', async () => {
    const answer = await call('PATCH', '/boxes/a', { headers: { 'if-match': '"2"' }, body: {} });
    expect(answer.headers).toMatchObject({ etag: '"3"' });
  });
});

describe('Idempotency-Key', () => {
  const create = (key: string, name = 'a', subject = 'ada') =>
    call('POST', '/boxes', { headers: { 'idempotency-key': key }, body: { name }, subject });

  it('does the same request once and answers it twice', async () => {
    const done: string[] = [];
    put = (name) => Promise.resolve(void done.push(name));
    const [first, second] = [await create('k'), await create('k')];
    expect(done).toEqual(['a']);
    expect(second).toMatchObject({
      statusCode: 201,
      body: first.body,
      headers: { location: '/boxes/a', etag: '"1"' },
    });
  });

  it('refuses another request with the same key', async () => {
    await create('k');
    expect(jsonOf(await create('k', 'b'))).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  it('refuses the same request while the first is at work', async () => {
    const gate = Promise.withResolvers<undefined>();
    put = () => gate.promise;
    const first = create('k');
    expect(await create('k')).toMatchObject({ statusCode: 409, headers: { 'retry-after': '2' } });
    gate.resolve(undefined);
    expect((await first).statusCode).toBe(201);
  });

  it('frees the key when the request failed', async () => {
    put = () => Promise.reject(new Error('disk'));
    expect((await create('k')).statusCode).toBe(500);
    put = () => Promise.resolve();
    expect((await create('k')).statusCode).toBe(201);
  });

  it('keeps the keys of two people apart', async () => {
    await create('k');
    expect((await create('k', 'b', 'bob')).statusCode).toBe(201);
  });

  it('refuses a key that is not plain', async () => {
    expect((await create('a b')).statusCode).toBe(400);
  });
});

it('answers a bug with 500, without its message, and reports it', async () => {
  put = () => Promise.reject(new Error('table secret-name not found'));
  const answer = await call('POST', '/boxes', { body: { name: 'a' } });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('secret-name');
  expect(bugs).toHaveLength(1);
});
