import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../../../../functions/shared/http/read-body.ts';

const read = (text: string): unknown =>
  readBody({ text, isBase64: false, contentType: 'application/json' }, z.unknown());

describe('the texts of a body', () => {
  it.each([['{"name":"\\ud800"}'], ['{"name":"\\uD83D x"}'], ['{"\\udbff":1}'], ['["\\\\\\ud83d"]']])(
    'hold no half characters: %s',
    (text) => {
      expect(() => read(text)).toThrow('half a character');
    },
  );

  it.each([
    ['{"name":"\\ud83d\\ude00"}', { name: '😀' }],
    ['{"name":"😀"}', { name: '😀' }],
    ['["\\\\ud83d"]', ['\\ud83d']],
  ])('may hold whole ones, and backslashes: %s', (text, value) => {
    expect(read(text)).toEqual(value);
  });
});
