import type * as z from 'zod';

export type Json = z.infer<ReturnType<typeof z.json>>;
export type JsonObject = Record<string, Json>;

/** What a page shows of a manifest, put into the rest of one: objects member by member, lists and alternatives as a whole. */
export function merged(example: Json, rest: Json | undefined): Json {
  if (!isObject(example) || !isObject(rest) || isOtherKind(example, rest)) return example;
  const names = [...new Set([...Object.keys(rest), ...Object.keys(example)])];
  return Object.fromEntries(names.map((name) => [name, mergedMember(name, example, rest)]));
}

function mergedMember(name: string, example: JsonObject, rest: JsonObject): Json {
  const shown = example[name];
  return shown === undefined ? (rest[name] ?? null) : merged(shown, rest[name]);
}

/** Alternatives share no fields. */
const isOtherKind = (example: JsonObject, rest: JsonObject): boolean => example['kind'] !== rest['kind'];

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
