import { isUtf8 } from 'node:buffer';
import { JsonReader, type JsonLimits } from './json/json-reader.ts';
import { JsonRefusal } from './json/json-refusal.ts';
import { JsonScanner } from './json/json-scanner.ts';
import type { JsonValue } from './json/json-value.ts';

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
 * their text, objects have no prototype. A leading byte order mark is ignored. Refused, with reason and offset: invalid
 * UTF-8, broken JSON, keys that appear twice, `__proto__`, half surrogate pairs, numbers beyond 38 digits, and
 * whatever exceeds `limits`. Never throws.
 */
export function parseLossless(bytes: Uint8Array, limits: Partial<JsonLimits> = {}): ParsedJson {
  if (!isUtf8(bytes)) return { ok: false, reason: 'the body is not valid UTF-8', offset: 0 };
  const effective = { ...defaultJsonLimits, ...limits };
  try {
    const scanner = new JsonScanner(textOf(bytes), effective.tokenLength);
    return { ok: true, value: new JsonReader(scanner, effective).document() };
  } catch (error) {
    if (error instanceof JsonRefusal) return { ok: false, reason: error.reason, offset: error.offset };
    throw error;
  }
}

function textOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
