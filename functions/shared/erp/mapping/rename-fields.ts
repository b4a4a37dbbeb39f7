import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../lossless-json.ts';
import type { RecordMapping } from '../manifest/resource.ts';

type CanonicalMapping = Extract<RecordMapping, { kind: 'canonical' }>;
type Aliases = Readonly<Record<string, string>>;

/** A payload that already speaks our names: aliases are renamed, left-out fields get the connector's defaults. */
export function renamedFields(mapping: CanonicalMapping, payload: JsonValue): JsonValue {
  if (!isJsonObject(payload)) return payload;
  const record = renamed(payload, mapping.aliases, mapping.defaults);
  const { lines } = record;
  if (isJsonList(lines))
    record['lines'] = lines.map((line) => (isJsonObject(line) ? renamed(line, mapping.lineAliases) : line));
  return record;
}

/** Our own name wins where a payload has both. */
function renamed(object: JsonObject, aliases: Aliases, defaults: Aliases = {}): Record<string, JsonValue> {
  const copy: Record<string, JsonValue> = { ...defaults };
  for (const key in object) {
    const value = object[key];
    const name = Object.hasOwn(aliases, key) ? (aliases[key] ?? key) : key;
    if (value !== undefined && (name === key || object[name] === undefined)) copy[name] = value;
  }
  return copy;
}
