import { decimal, isDecimal } from './decimal.ts';

/** What JavaScript has and TypeScript's library does not describe yet: the source text of numbers, both ways. */
const exact = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source: string }) => unknown,
  ): unknown;
  stringify(value: unknown, replacer: (this: unknown, key: string, value: unknown) => unknown): string;
  rawJSON(text: string): unknown;
};

/** Every JSON number becomes a decimal made of its very text. */
export function parseExact(text: string): unknown {
  return exact.parse(text, (_key, value, context) =>
    typeof value === 'number' ? decimal(context.source) : value,
  );
}

/** Decimals become JSON numbers with all their digits and without exponent. */
export function stringifyExact(value: unknown): string {
  return exact.stringify(value, function (key, shown) {
    // `shown` went through Decimal's own toJSON, which makes a string; the holder still has the decimal.
    const held = (this as Record<string, unknown>)[key];
    return isDecimal(held) ? exact.rawJSON(held.toFixed()) : shown;
  });
}
