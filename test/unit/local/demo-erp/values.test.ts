import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact, stringifyExact } from '../../../../local/demo-erp/values/exact-json.ts';
import { instantText } from '../../../../local/demo-erp/values/instant.ts';

describe('exact JSON', () => {
  it.each(['0.1', '1000.8', '12345678901234567890.12345', '-0.00001', '100'])(
    'keeps every digit of %s',
    (number) => {
      expect(stringifyExact(parseExact(`{"amount":${number}}`))).toBe(`{"amount":${number}}`);
    },
  );

  it('never writes an exponent', () => {
    expect(stringifyExact(parseExact('[1e-7,1e21]'))).toBe('[0.0000001,1000000000000000000000]');
  });

  it('leaves everything but numbers as JSON does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const withoutNumbers: unknown = JSON.parse(JSON.stringify(value), (_key, member: unknown) =>
          typeof member === 'number' ? String(member) : member,
        );
        expect(stringifyExact(parseExact(JSON.stringify(withoutNumbers)))).toBe(
          JSON.stringify(withoutNumbers),
        );
      }),
    );
  });
});

describe('instants', () => {
  it.each([
    [0, '1970-01-01T00:00:00Z'],
    [500, '1970-01-01T00:00:00.5Z'],
    [120, '1970-01-01T00:00:00.12Z'],
    [10_000, '1970-01-01T00:00:10Z'],
    [7, '1970-01-01T00:00:00.007Z'],
  ])('are written without trailing zeros of the fraction: %d is %s', (epochMs, text) => {
    expect(instantText(epochMs)).toBe(text);
  });
});
