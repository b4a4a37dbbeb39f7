import { describe, expect, it } from 'vitest';
import { parseLossless, textAt, valueAt } from '../../../../../functions/shared/erp/lossless-json.ts';

const read = (text: string) => parseLossless(Buffer.from(text));

describe('numbers', () => {
  it.each([
    ['12.50', '12.50'],
    ['-0', '0'],
    ['-0.00', '0.00'],
    ['1e2', '100'],
    ['1.5E-3', '0.0015'],
    ['-12.34e1', '-123.4'],
    ['0e9999', '0'],
    ['9007199254740993', '9007199254740993'],
    [`${'9'.repeat(28)}.${'9'.repeat(10)}`, `${'9'.repeat(28)}.${'9'.repeat(10)}`],
  ])('%s is kept as the plain text %s', (sent, text) => {
    expect(read(sent)).toEqual({ ok: true, value: text });
  });

  it.each(['1e400', '1e-400', '1'.repeat(39), '1e39', '1e9999999999'])(
    '%s needs too many digits and is refused',
    (sent) => {
      expect(read(sent)).toEqual({ ok: false, reason: 'a number needs more than 38 digits', offset: 0 });
    },
  );

  it.each(['01', '1.', '.5', '+1', '-', '1e', '0x10', 'NaN', 'Infinity'])('%s is no JSON number', (sent) => {
    expect(read(sent).ok).toBe(false);
  });
});

describe('refusals', () => {
  it.each([
    ['a key that appears twice', '{"a":1,"b":{"a":2},"a":3}', 'a key appears twice', 19],
    ['the same key written with an escape', '{"a":1,"\\u0061":2}', 'a key appears twice', 7],
    ['__proto__', '{"a":{"__proto__":{"admin":true}}}', 'the key __proto__ is not accepted', 6],
    ['an escaped __proto__', '{"\\u005f_proto__":1}', 'the key __proto__ is not accepted', 1],
    ['half a surrogate pair', '"\\ud83d"', 'a text holds half of a surrogate pair', 0],
    ['a control character in a text', '"a\nb"', 'a text holds the control character 10', 2],
    ['an unknown escape', '"\\x41"', 'a text holds an invalid escape or a control character', 0],
    ['a trailing comma', '[1,]', 'a value is expected', 3],
    ['a second value', '{} {}', 'the body goes on after its value', 3],
    ['an unclosed list', '[1', 'the body ends too early', 2],
    ['an unclosed text', '"abc', 'the body ends too early', 4],
    ['nothing', '', 'the body ends too early', 0],
  ])('%s is refused with reason and place', (_, text, reason, offset) => {
    expect(read(text)).toEqual({ ok: false, reason, offset });
  });

  it('refuses invalid UTF-8', () => {
    expect(parseLossless(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toMatchObject({
      ok: false,
      reason: 'the body is not valid UTF-8',
    });
  });

  it('refuses a million levels of nesting instead of exhausting the stack', () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);

    expect(read(deep)).toEqual({ ok: false, reason: 'the body is nested too deeply', offset: 64 });
    expect(parseLossless(Buffer.from(deep), { depth: 2_000_000 }).ok).toBe(true);
  });

  it.each([
    ['values', '[1,2,3]', { values: 3 }],
    ['keys of an object', '{"a":1,"b":2}', { keysPerObject: 1 }],
    ['characters of a text', '"abcd"', { tokenLength: 3 }],
    ['characters of an escaped text', '"a\\nbcd"', { tokenLength: 3 }],
  ])('keeps the limit of %s', (_, text, limits) => {
    expect(parseLossless(Buffer.from(text), limits).ok).toBe(false);
    expect(read(text).ok).toBe(true);
  });
});

describe('what is accepted', () => {
  it('ignores a byte order mark', () => {
    expect(read('\ufeff{"a":1}')).toEqual({ ok: true, value: { a: '1' } });
  });

  it('keeps emoji, escapes and the empty key', () => {
    expect(read('{"":"\\ud83d\\ude00 ä\\t"}')).toEqual({ ok: true, value: { '': '😀 ä\t' } });
  });

  it('gives objects no prototype, so that no key of theirs is inherited', () => {
    const result = read('{"a":{}}');

    expect(result.ok && Object.getPrototypeOf(result.value)).toBeNull();
    expect(result.ok && valueAt(result.value, 'a.constructor')).toBeUndefined();
  });

  it('reads the same key in many objects', () => {
    expect(read('[{"id":1},{"id":2,"ï":3},{"id":{"id":4}}]')).toEqual({
      ok: true,
      value: [{ id: '1' }, { id: '2', ï: '3' }, { id: { id: '4' } }],
    });
  });
});

describe('paths', () => {
  const value = { a: [{ 'b.c': 'found' }], n: null };

  it('goes through lists by index and through names with dots by escape', () => {
    expect(valueAt(value, 'a.0.b\\.c')).toBe('found');
    expect(valueAt(value, '')).toBe(value);
    expect(valueAt(value, 'a.length')).toBeUndefined();
    expect(textAt(value, 'n')).toBeUndefined();
  });

  it('replaces what is no character, plain or escaped: queues refuse messages that hold it', () => {
    const read = (text: string) => parseLossless(Buffer.from(text));
    const replaced = { ok: true, value: { 'a\ufffd': 'b\ufffdc' } };

    expect(read('{"a\ufffe":"b\uffffc"}')).toEqual(replaced);
    expect(read('{"a\\ufffe":"b\\uFFFFc"}')).toEqual(replaced);
    expect(read('"\ufffd \uff21 \u{1ffff}"')).toEqual({ ok: true, value: '\ufffd \uff21 \u{1ffff}' });
  });
});
