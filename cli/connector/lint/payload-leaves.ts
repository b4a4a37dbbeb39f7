import { isJsonList, isJsonObject, type JsonValue } from '../../../functions/shared/erp/lossless-json.ts';

export type Path = readonly (string | number)[];

/** A text, flag or null of a payload, and where it stands. */
export interface Leaf {
  readonly path: Path;
  readonly value: string | boolean | null;
}

export function leavesOf(value: JsonValue, path: Path = []): Leaf[] {
  if (isJsonList(value)) return value.flatMap((each, index) => leavesOf(each, [...path, index]));
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]));
  return [{ path, value }];
}

/** Every list of a payload, and where it stands. */
export function listsOf(value: JsonValue, path: Path = []): { path: Path; list: readonly JsonValue[] }[] {
  if (isJsonList(value))
    return [{ path, list: value }, ...value.flatMap((each, index) => listsOf(each, [...path, index]))];
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => listsOf(member, [...path, name]));
}

/** The payload with another value at a place that is there. */
export function withValue(value: JsonValue, [name, ...rest]: Path, replacement: JsonValue): JsonValue {
  if (name === undefined) return replacement;
  if (isJsonList(value))
    return value.map((each, index) => (index === name ? withValue(each, rest, replacement) : each));
  if (!isJsonObject(value)) return value;
  const copy: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>; // as the reader makes them
  for (const [key, member] of Object.entries(value))
    copy[key] = key === name ? withValue(member, rest, replacement) : member;
  return copy;
}

/** The place without which entry of a list it is: `lines[].net`. */
export const placeOf = (path: Path): string =>
  path.map((name, index) => (typeof name === 'number' ? '[]' : index === 0 ? name : `.${name}`)).join('');
