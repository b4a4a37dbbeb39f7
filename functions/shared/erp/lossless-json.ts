import { isUtf8 } from 'node:buffer';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { JsonReader, type JsonLimits } from './json/json-reader.ts';
import { JsonRefusal } from './json/json-refusal.ts';
import { JsonScanner } from './json/json-scanner.ts';
import type { JsonValue } from './json/json-value.ts';
import { mayHoldNoncharacters, withoutNoncharacters } from './json/noncharacters.ts';

export {
  isJsonList,
  isJsonObject,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from './json/json-value.ts';
export type { JsonLimits } from './json/json-reader.ts';

export type ParsedJson =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly reason: string; readonly offset: number };

/** Generous for a document of 50,000 lines, far below what could hurt the process. */
export const defaultJsonLimits: JsonLimits = {
  depth: 64,
  keysPerObject: 10_000,
  values: 4_000_000,
  tokenLength: 1_000_000,
};

/**
 * Scans and parses an untrusted body in one pass over its text, in linear time and without recursion. Numbers become
 * their text, objects have no prototype. A leading byte order mark is ignored, noncharacters are replaced. Refused, with reason and offset: invalid
 * UTF-8, broken JSON, keys that appear twice, `__proto__`, half surrogate pairs, numbers beyond 38 digits, and
 * whatever exceeds `limits`. Never throws.
 */
export function parseLossless(bytes: Uint8Array, limits: Partial<JsonLimits> = {}): ParsedJson {
  if (!isUtf8(bytes)) return notUtf8;
  try {
    return { ok: true, value: readerOf(bytes, limits).document() };
  } catch (error) {
    return refusalOf(error);
  }
}

/** Some five milliseconds of the densest body, on a machine that is not busy. */
const STEPS_PER_TURN = 10_000;

/** From here on, proving, decoding and reading a body are turns of their own. */
const LARGE_BODY_BYTES = 1_048_576;

/** The same in turns: however large or dense a body is, whatever else the process does goes on in between. */
export async function parseLosslessInTurns(bytes: Uint8Array): Promise<ParsedJson> {
  if (isLarge(bytes)) await othersTurn();
  if (!isUtf8(bytes)) return notUtf8;
  try {
    const reader = readerOf(bytes, {});
    if (isLarge(bytes)) await othersTurn();
    let value = reader.advance(STEPS_PER_TURN);
    while (value === undefined) {
      await othersTurn();
      value = reader.advance(STEPS_PER_TURN);
    }
    return { ok: true, value };
  } catch (error) {
    return refusalOf(error);
  }
}

const isLarge = (bytes: Uint8Array): boolean => bytes.byteLength > LARGE_BODY_BYTES;

const notUtf8: ParsedJson = { ok: false, reason: 'the body is not valid UTF-8', offset: 0 };

function readerOf(bytes: Uint8Array, limits: Partial<JsonLimits>): JsonReader {
  const effective = { ...defaultJsonLimits, ...limits };
  return new JsonReader(new JsonScanner(textOf(bytes), effective.tokenLength), effective);
}

function refusalOf(error: unknown): ParsedJson {
  if (error instanceof JsonRefusal) return { ok: false, reason: error.reason, offset: error.offset };
  throw error;
}

function textOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const clean = mayHoldNoncharacters(bytes) ? withoutNoncharacters(text) : text;
  return clean.charCodeAt(0) === 0xfeff ? clean.slice(1) : clean;
}
