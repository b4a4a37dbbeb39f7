import { isDeepStrictEqual } from 'node:util';

/** Where `actual` is not what is expected, as `path: expected … , got …`; members that are not expected are not compared. */
export function differences(expected: object, actual: object): string[] {
  const found = new Map(Object.entries(plain(actual)));
  return Object.entries(plain(expected)).flatMap(([name, value]) =>
    differencesAt(name, value, found.get(name)),
  );
}

function differencesAt(path: string, expected: unknown, actual: unknown): string[] {
  if (isDeepStrictEqual(expected, actual)) return [];
  if (!isContainer(expected) || !isContainer(actual) || Array.isArray(expected) !== Array.isArray(actual))
    return [`${path}: expected ${shown(expected)}, got ${shown(actual)}`];
  const [left, right] = [new Map(Object.entries(expected)), new Map(Object.entries(actual))];
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names].flatMap((name) => differencesAt(`${path}.${name}`, left.get(name), right.get(name)));
}

/** Both sides as JSON has them: without prototypes, undefined members or order of creation in the way. */
function plain(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>; // an object goes in, so one comes out
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
