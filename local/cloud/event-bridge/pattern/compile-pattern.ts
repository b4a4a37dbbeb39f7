import { leafTest } from './leaf-tests.ts';

export type Matches = (event: unknown) => boolean;

/** A pattern that EventBridge would refuse, with the place in it. */
export class InvalidPatternError extends Error {
  override readonly name = 'InvalidPatternError';
}

/**
 * Turns an event pattern into a test. Fields are combined by AND, the entries of a list by OR; a field that holds
 * a list matches when one of its elements does. The same patterns filter what a function gets from a queue.
 */
export function compilePattern(pattern: unknown): Matches {
  return objectTest(pattern, '$');
}

function objectTest(pattern: unknown, path: string): Matches {
  if (!isObject(pattern)) throw new InvalidPatternError(`${path}: an object is needed.`);
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw new InvalidPatternError(`${path}: an object needs at least one field.`);
  const tests = fields.map(([name, value]) => fieldTest({ name, value, path: `${path}.${name}` }));
  // All fields have to match within the same element of a list.
  return (event) => elementsOf(event).some((element) => tests.every((test) => test(element)));
}

interface Field {
  readonly name: string;
  readonly value: unknown;
  readonly path: string;
}

function fieldTest({ name, value, path }: Field): Matches {
  if (name === '$or' && Array.isArray(value)) return orTest(value, path);
  const test = Array.isArray(value) ? listTest(value, path) : objectTest(value, path);
  return (event) => test(isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined);
}

function orTest(alternatives: readonly unknown[], path: string): Matches {
  if (alternatives.length < 2)
    throw new InvalidPatternError(`${path}: at least two alternatives are needed.`);
  const tests = alternatives.map((alternative, index) => objectTest(alternative, `${path}[${index}]`));
  return (event) => tests.some((test) => test(event));
}

function listTest(entries: readonly unknown[], path: string): Matches {
  if (entries.length === 0) throw new InvalidPatternError(`${path}: an empty list matches nothing.`);
  const tests = entries.map((entry, index) => entryTest(entry, `${path}[${index}]`));
  return (value) => {
    const leaves = leavesOf(value);
    return tests.some((test) => test(leaves));
  };
}

/** `exists` asks for the field itself; everything else needs one value that fits. */
function entryTest(entry: unknown, path: string): (leaves: readonly unknown[]) => boolean {
  if (isObject(entry) && typeof entry.exists === 'boolean') {
    const wanted = entry.exists;
    return (leaves) => leaves.length > 0 === wanted;
  }
  const test = leafTest(entry, (reason) => new InvalidPatternError(`${path}: ${reason}`));
  return (leaves) => leaves.some(test);
}

/** Values, however deep in lists. Objects are no values: `exists: true` does not see them. */
function leavesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return value === undefined || isObject(value) ? [] : [value];
}

function elementsOf(event: unknown): readonly unknown[] {
  return Array.isArray(event) ? event.flatMap(elementsOf) : [event];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
