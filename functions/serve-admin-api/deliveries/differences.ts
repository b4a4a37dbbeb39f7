export interface Difference {
  readonly field: string;
  readonly stored?: unknown;
  readonly mapped?: unknown;
}

/** More would not be read; the first ones show what it is about. */
const MOST_DIFFERENCES = 50;

/** Which fields differ, named as in mapping errors: `lines[3].net`. Empty and not there are the same to a reader. */
export function differences(stored: unknown, mapped: unknown): Difference[] {
  return [...differing('', stored ?? undefined, mapped ?? undefined)].slice(0, MOST_DIFFERENCES);
}

function* differing(field: string, stored: unknown, mapped: unknown): Generator<Difference> {
  if (isGroup(stored) && isGroup(mapped)) {
    for (const name of new Set([...Object.keys(stored), ...Object.keys(mapped)])) {
      yield* differing(path(field, name, Array.isArray(stored)), member(stored, name), member(mapped, name));
    }
  } else if (stored !== mapped) {
    yield { field, ...(stored !== undefined && { stored }), ...(mapped !== undefined && { mapped }) };
  }
}

const isGroup = (value: unknown): value is object => typeof value === 'object' && value !== null;

const member = (group: object, name: string): unknown =>
  (group as Record<string, unknown>)[name] ?? undefined;

function path(field: string, name: string, isList: boolean): string {
  if (isList) return `${field}[${name}]`;
  return field === '' ? name : `${field}.${name}`;
}
