import { describe, expect, it } from 'vitest';
import { aBoxesApi } from '../../../../../support/http/boxes-api.ts';

const boxes = aBoxesApi();

describe('versions', () => {
  it('answers 304 to a client that has the version', async () => {
    const answer = await boxes.call('GET', '/boxes/a', { headers: { 'if-none-match': 'W/"3", "9"' } });
    expect(answer).toMatchObject({ statusCode: 304, body: '' });
  });

  it.each([
    ['without If-Match', {}, 428],
    ['with a stale version', { 'if-match': '"2"' }, 412],
    ['with something else', { 'if-match': '*' }, 412],
    ['with the current version', { 'If-Match': '"3"' }, 204],
  ])('answers a change %s', async (_what, headers, status) => {
    expect((await boxes.call('PATCH', '/boxes/a', { headers, body: {} })).statusCode).toBe(status);
  });

  it('tells the current version to who was too late', async () => {
    const answer = await boxes.call('PATCH', '/boxes/a', { headers: { 'if-match': '"2"' }, body: {} });
    expect(answer.headers).toMatchObject({ etag: '"3"' });
  });
});
