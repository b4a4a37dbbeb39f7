import { describe, expect, it } from 'vitest';
import { aBoxesApi } from '../../../../../support/http/boxes-api.ts';
import { anHttpEvent, jsonOf } from '../../../../../support/http/http-event.ts';

const boxes = aBoxesApi();

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
    expect(jsonOf(await boxes.call('POST', '/boxes', { body }))).toMatchObject({ status, code });
    expect(boxes.bugs).toEqual([]);
  });

  it('refuses unknown fields and names the nearest known one', async () => {
    const answer = await boxes.call('POST', '/boxes', { body: { name: 'a', color: 'red' } });
    expect(jsonOf(answer)).toMatchObject({
      errors: [{ field: 'color', reason: 'unknown; did you mean colour?' }],
    });
  });

  it('refuses another media type', async () => {
    const answer = await boxes.call('POST', '/boxes', {
      body: 'name=a',
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.statusCode).toBe(415);
  });

  it('refuses invalid UTF-8', async () => {
    const event = anHttpEvent('POST', '/boxes', { body: Buffer.from([0x22, 0xff, 0x22]).toString('base64') });
    expect((await boxes.api({ ...event, isBase64Encoded: true })).statusCode).toBe(400);
  });

  it('undoes base64 and a byte order mark', async () => {
    const event = anHttpEvent('POST', '/boxes', {
      body: Buffer.from('\uFEFF{"name":"a"}').toString('base64'),
    });
    expect((await boxes.api({ ...event, isBase64Encoded: true })).statusCode).toBe(201);
  });
});

it('answers a bug with 500, without its message, and reports it', async () => {
  boxes.put = () => Promise.reject(new Error('table secret-name not found'));
  const answer = await boxes.call('POST', '/boxes', { body: { name: 'a' } });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('secret-name');
  expect(boxes.bugs).toHaveLength(1);
});
