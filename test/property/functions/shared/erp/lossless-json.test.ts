import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseLossless,
  parseLosslessInTurns,
  type JsonValue,
} from '../../../../../functions/shared/erp/lossless-json.ts';

/** What the platform's own parser yields, with numbers as we keep them. */
function withTexts(value: unknown): unknown {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(withTexts);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withTexts(member)]));
}

/** The same with the texts of our numbers turned into floats where the platform has one. */
function withNumbers(ours: JsonValue, theirs: unknown): unknown {
  if (typeof theirs === 'number') return Number(ours);
  if (Array.isArray(theirs))
    return theirs.map((entry, index) => withNumbers((ours as readonly JsonValue[])[index] ?? null, entry));
  if (theirs === null || typeof theirs !== 'object') return ours;
  const members = ours as Readonly<Record<string, JsonValue>>;
  return Object.fromEntries(
    Object.keys(members).map((key) => [
      key,
      withNumbers(members[key] ?? null, (theirs as Record<string, unknown>)[key]),
    ]),
  );
}

const sane = fc
  .jsonValue({ maxDepth: 6 })
  .filter((value) => !/__proto__|[\ufffe\uffff]/.test(JSON.stringify(value)));

describe('parseLossless', () => {
  it('reads what JSON.parse reads, in any spacing', () => {
    fc.assert(
      fc.property(sane, fc.constantFrom(0, 1, '\t', ' \r\n'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const theirs: unknown = JSON.parse(text);
        const result = parseLossless(Buffer.from(text));
        fc.pre(result.ok || !/38 digits|surrogate/.test(result.reason));

        expect(result.ok && withNumbers(result.value, theirs)).toEqual(withTexts(theirs));
      }),
      { numRuns: 500 },
    );
  });

  it('accepts nothing that JSON.parse refuses', () => {
    const fragments = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"',
        '\\',
        '1',
        '-',
        '.',
        'e5',
        'true',
        'null',
        ' ',
        '\u0001',
      ),
    );
    fc.assert(
      fc.property(fragments, (parts) => {
        const text = parts.join('');
        if (parseLossless(Buffer.from(text)).ok) expect(() => JSON.parse(text) as unknown).not.toThrow();
      }),
      { numRuns: 5_000 },
    );
  });

  it('never throws, whatever the bytes, and reads in turns what it reads at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await parseLosslessInTurns(bytes)).toEqual(parseLossless(bytes));
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives the value of a decimal whatever its exponent', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.integer({ min: -12, max: 12 }),
        (digits, exponent) => {
          const result = parseLossless(Buffer.from(`${digits}e${exponent}`));

          expect(result.ok && Number(result.value)).toBe(Number(`${digits}e${exponent}`) || 0);
        },
      ),
    );
  });
});
