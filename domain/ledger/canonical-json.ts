type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { readonly [name: string]: Json };

/**
 * One text for one value: names sorted by code unit, no blanks, texts exactly as they are, members without a value left out. Hashes are taken over it.
 * Amounts are texts; a number that is not a safe integer has no one notation and is refused.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value as Json);
}

function textOf(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map((each: Json) => textOf(each ?? null)).join(',')}]`;
  if (typeof value === 'object') return objectText(value as { readonly [name: string]: Json });
  throw new TypeError(`A value of the type ${typeof value} has no canonical JSON.`);
}

function objectText(value: { readonly [name: string]: Json }): string {
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${textOf(value[name])}`)
    .join(',')}}`;
}

function numberText(value: number): string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  throw new TypeError(`The number ${value} has no canonical JSON; amounts are texts.`);
}
