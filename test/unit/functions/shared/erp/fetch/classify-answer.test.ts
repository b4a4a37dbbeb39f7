import { describe, expect, it } from 'vitest';
import {
  fits,
  meaningOf,
  type Answered,
} from '../../../../../../functions/shared/erp/fetch/classify-answer.ts';
import { parseLossless } from '../../../../../../functions/shared/erp/lossless-json.ts';
import { httpSchema } from '../../../../../../functions/shared/erp/manifest/http.ts';

const answered = (status: number, body: string, headers: Record<string, string> = {}): Answered => {
  const parsed = parseLossless(Buffer.from(body));
  return {
    response: { status, headers, body: Buffer.from(body) },
    json: parsed.ok ? parsed.value : undefined,
  };
};
const page = answered(200, '<html>Log in</html>', { 'content-type': 'text/html' });

describe('a rule', () => {
  it.each<[string, Omit<Parameters<typeof fits>[0], 'status'>, Answered, boolean]>([
    ['of a status alone', {}, answered(200, '{}'), true],
    ['of another status', {}, answered(201, '{}'), false],
    ['of a path that is there', { path: 'error' }, answered(200, '{"error":{}}'), true],
    ['of a path that is null', { path: 'error' }, answered(200, '{"error":null}'), false],
    ['of a text', { path: 'error.code', matches: '^AB' }, answered(200, '{"error":{"code":"AB1"}}'), true],
    ['of a number', { path: 'error.code', matches: '^301$' }, answered(200, '{"error":{"code":301}}'), true],
    ['of a flag', { path: 'ok', matches: '^false$' }, answered(200, '{"ok":false}'), true],
    [
      'of JSON in a text',
      { path: 'error.data.name', matches: '^Gone$' },
      answered(200, '{"error":{"data":"{\\"name\\":\\"Gone\\"}"}}'),
      true,
    ],
    [
      'of JSON in a text that is cut',
      { path: 'error.data.name', matches: '^Gone$' },
      answered(200, '{"error":{"data":"{\\"name\\":\\"Go"}}'),
      false,
    ],
    ['of a path in a body that is no JSON', { path: 'error' }, page, false],
    ['of a header, whatever its case', { header: 'Content-Type', matches: '^text/html' }, page, true],
    ['of a header that is there', { header: 'X-Error' }, answered(200, '', { 'x-error': '' }), true],
    ['of a header that is not there', { header: 'X-Error' }, page, false],
    [
      'of a header and a path',
      { header: 'X-Error', matches: '^1$', path: 'e' },
      answered(200, '{"e":"x"}', { 'x-error': '1' }),
      true,
    ],
    [
      'of a header and a path that is not there',
      { header: 'X-Error', path: 'e' },
      answered(200, '{}', { 'x-error': '1' }),
      false,
    ],
  ])('%s', (_, condition, answer, is) => {
    expect(fits({ status: [200], ...condition }, answer)).toBe(is);
  });
});

describe('what an answer means', () => {
  const rules = httpSchema.parse({
    authentication: { kind: 'none' },
    test: { path: '' },
    errors: [
      { status: [200], header: 'content-type', matches: '^text/html', means: 'session-ended' },
      { status: [200, 404], path: 'error', means: 'rejected' },
    ],
  });

  it.each([
    [page, 'session-ended'],
    [answered(200, '{"error":"no such company"}'), 'rejected'],
    [answered(404, '{"error":"no such company"}'), 'rejected'],
    [answered(404, ''), 'gone'],
    [answered(401, ''), 'unauthenticated'],
    [answered(403, ''), 'rejected'],
    [answered(429, ''), 'unavailable'],
    [answered(200, '{}'), 'ok'],
  ])('is what the first rule says that fits, else what the status says', (answer, meaning) => {
    expect(meaningOf(answer, rules)).toBe(meaning);
  });
});
