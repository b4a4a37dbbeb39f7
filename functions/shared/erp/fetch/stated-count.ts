import { textAt, type JsonValue } from '../lossless-json.ts';

/** A count of records at a path; undefined for whatever is none. */
export function countAt(json: JsonValue, path: string): number | undefined {
  const text = textAt(json, path);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
