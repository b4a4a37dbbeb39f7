import { describe, expect, it } from 'vitest';
import { functionAnswer } from '../../../../../local/cloud/http-api/function-answer.ts';

const answer = (result: unknown) => functionAnswer(JSON.stringify(result));

describe('what a function returns becomes the answer', () => {
  it('takes status, headers, cookies and body from an answer', () => {
    const result = {
      statusCode: 201,
      headers: { ETag: '"1"', 'X-N': 7 },
      cookies: ['a=1', 'b=2'],
      body: 'hi',
    };

    expect(answer(result)).toEqual({
      status: 201,
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        etag: '"1"',
        'x-n': '7',
        'set-cookie': ['a=1', 'b=2'],
      },
      body: 'hi',
    });
  });

  it('decodes a base64 body', () => {
    const result = {
      statusCode: 200,
      headers: { 'content-type': 'image/png' },
      body: 'AAEC',
      isBase64Encoded: true,
    };

    expect(answer(result)).toMatchObject({
      headers: { 'content-type': 'image/png' },
      body: Buffer.of(0, 1, 2),
    });
  });

  it('an object without statusCode is the body of a 200, as JSON', () => {
    expect(answer({ hello: 'world' })).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"hello":"world"}',
    });
  });

  it('a text is the body of a 200 as it is', () => {
    expect(answer('hi')).toMatchObject({ status: 200, body: 'hi' });
  });

  it.each([{ statusCode: 'abc' }, { statusCode: 42 }, { statusCode: null }])(
    'an impossible status %j is a 500',
    (result) => {
      expect(answer(result)).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
    },
  );
});
