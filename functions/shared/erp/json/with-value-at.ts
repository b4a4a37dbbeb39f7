import { MappingError } from '../../../../domain/errors.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from './json-value.ts';

/**
 * A copy of an object with a value at a dotted path. Objects that are missing on the way are made, lists are only walked through: an entry that is
 * not there yet has no place that anybody could mean.
 */
export function withValueAt(object: JsonObject, path: string, value: JsonValue): JsonObject {
  const [key = '', ...rest] = path.split('.');
  return { ...object, [key]: placed(object[key], rest, value) };
}

function placed(inside: JsonValue | undefined, path: readonly string[], value: JsonValue): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (isJsonList(inside)) return replaced(inside, key, (entry) => placed(entry, rest, value));
  const object = isJsonObject(inside) ? inside : {};
  return { ...object, [key]: placed(object[key], rest, value) };
}

function replaced(
  list: readonly JsonValue[],
  key: string,
  change: (entry: JsonValue) => JsonValue,
): readonly JsonValue[] {
  if (list.some((_, index) => String(index) === key))
    return list.map((entry, index) => (String(index) === key ? change(entry) : entry));
  const reason = `a list of ${list.length} has no entry "${key}"`;
  throw new MappingError(`The value has no place: ${reason}.`, [{ field: key, reason }]);
}
