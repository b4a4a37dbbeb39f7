import { isJsonList, isJsonObject, type JsonValue } from '../lossless-json.ts';
import type { Values } from '../manifest/manifest.ts';

/** The payload with the ERP's look-alikes of "no value" (`""`, `0001-01-01`, the zero GUID, `false`) replaced by null. */
export function withoutLookAlikes(payload: JsonValue, values: Values): JsonValue {
  if (values.empty.length === 0) return payload;
  const empty = new Set<JsonValue>(values.empty);
  const keep = new Set(values.keep);
  const cleaned = (value: JsonValue): JsonValue => {
    if (isJsonList(value)) return value.map(cleaned);
    if (isJsonObject(value)) return cleanedObject(value);
    return empty.has(value) ? null : value;
  };
  const cleanedObject = (object: Record<string, JsonValue>): JsonValue => {
    const copy = Object.create(null) as Record<string, JsonValue>;
    for (const [key, value] of Object.entries(object)) copy[key] = keep.has(key) ? value : cleaned(value);
    return copy;
  };
  return cleaned(payload);
}
