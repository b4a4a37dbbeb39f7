/**
 * What `parseLossless` yields. There is no number: a number of the body is its own text, so that `1.10` stays `1.10` and
 * a price never passes through a binary float (§3). Objects have no prototype.
 */
export type JsonValue = string | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/**
 * The value at a dotted path such as `data.id`; list entries by index (`value.0.id`), a dot inside a name as `\\.`
 * (`@odata\\.nextLink`). The empty path is the value itself.
 */
export function valueAt(value: JsonValue, path: string): JsonValue | undefined {
  if (path === '') return value;
  return stepsOf(path).reduce<JsonValue | undefined>(step, value);
}

/** The names of a dotted path. */
export function stepsOf(path: string): string[] {
  if (!path.includes('\\')) return path.split('.');
  return path.split(/(?<!\\)\./).map((name) => name.replaceAll('\\.', '.'));
}

/** One name further. */
export function step(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (isJsonList(value)) return /^\d{1,7}$/.test(key) ? value[Number(key)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The text at a path; anything else there counts as "not sent". */
export function textAt(value: JsonValue, path: string): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
}
