import { describe, expect, it } from 'vitest';
import { aBoxesApi } from '../../../../../support/http/boxes-api.ts';
import { anHttpEvent, jsonOf } from '../../../../../support/http/http-event.ts';

const boxes = aBoxesApi();

describe('routing', () => {
  it('answers an unknown path with a problem document', async () => {
    const answer = await boxes.call('GET', '/bags');
    expect(answer).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'application/problem+json' },
    });
    expect(jsonOf(answer)).toMatchObject({ code: 'unknown-route', status: 404, instance: '/bags' });
  });

  it('answers a wrong method with the methods there are', async () => {
    const answer = await boxes.call('DELETE', '/boxes');
    expect(answer).toMatchObject({ statusCode: 405, headers: { allow: 'GET, POST, HEAD' } });
  });

  it('answers HEAD like GET without the content', async () => {
    const answer = await boxes.call('HEAD', '/boxes/a');
    expect(answer).toMatchObject({ statusCode: 200, body: '', headers: { etag: '"3"' } });
  });

  it('ignores the name of the stage in front of the path', async () => {
    const event = anHttpEvent('GET', '/live/boxes/a');
    const answer = await boxes.api({ ...event, requestContext: { ...event.requestContext, stage: 'live' } });
    expect(answer.statusCode).toBe(200);
  });

  it('answers an id that cannot exist like one that does not', async () => {
    expect((await boxes.call('GET', '/boxes/muchtoolongname')).statusCode).toBe(404);
  });
});

describe('who may', () => {
  it('needs a token', async () => {
    const event = anHttpEvent('GET', '/boxes');
    const requestContext = { ...event.requestContext, authorizer: {} };
    expect((await boxes.api({ ...event, requestContext })).statusCode).toBe(401);
  });

  it('needs a company in the token', async () => {
    expect(jsonOf(await boxes.call('GET', '/boxes', { company: null }))).toMatchObject({
      code: 'company-missing',
    });
  });

  it('names the roles that may', async () => {
    const answer = await boxes.call('POST', '/boxes', { roles: ['reader'], body: { name: 'a' } });
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
      expect((await boxes.api({ ...event, requestContext })).statusCode).toBe(200);
    },
  );

  it('reads groups given as a list', async () => {
    const event = anHttpEvent('GET', '/boxes');
    const claims = { ...event.requestContext.authorizer?.jwt?.claims, 'cognito:groups': ['reader'] };
    const requestContext = { ...event.requestContext, authorizer: { jwt: { claims } } };
    expect((await boxes.api({ ...event, requestContext })).statusCode).toBe(200);
  });

  it('knows only its own roles', async () => {
    const event = anHttpEvent('GET', '/boxes');
    const claims = { ...event.requestContext.authorizer?.jwt?.claims, 'cognito:groups': '[admin root]' };
    const requestContext = { ...event.requestContext, authorizer: { jwt: { claims } } };
    expect((await boxes.api({ ...event, requestContext })).statusCode).toBe(403);
  });
});
