import { MappingError } from '../../../../domain/errors.ts';
import type { JsonValue } from '../lossless-json.ts';

const MAX_DEPTH = 64;
/** What an expression holds once it may show many times; copied, it would have no end. */
const MAX_VALUES = 1_000_000;

/**
 * An evaluator's result as plain data: its lists carry extra keys, its objects no prototype, its numbers are floats.
 * Whole numbers (counts, positions) become text; any other number is a mistake of the mapping, because the digits it
 * lost cannot be seen any more. Undefined members are left out: absent means "not sent".
 */
export function normalised(value: unknown, name: string): JsonValue | undefined {
  return plain(value, { name, left: MAX_VALUES }, 0);
}

interface Copy {
  readonly name: string;
  /** How many values it may still hold. */
  left: number;
}

function plain(value: unknown, copy: Copy, depth: number): JsonValue | undefined {
  copy.left -= 1;
  if (copy.left < 0) throw unusable(copy, `the result holds more than ${MAX_VALUES} values`);
  if (depth > MAX_DEPTH) throw unusable(copy, 'the result is nested too deeply');
  if (value === undefined || value === null) return value;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return wholeNumber(value, copy);
  if (typeof value !== 'object') throw unusable(copy, `the result holds a ${typeof value}`);
  if (isFunction(value)) throw unusable(copy, 'the result holds a function');
  return Array.isArray(value) ? plainList(value, copy, depth) : plainObject(value, copy, depth);
}

/** Functions of the evaluator are objects to JavaScript. */
const isFunction = (value: object): boolean => '_jsonata_lambda' in value || '_jsonata_function' in value;

function plainList(values: readonly unknown[], copy: Copy, depth: number): JsonValue {
  return values.flatMap((entry) => {
    const value = plain(entry, copy, depth + 1);
    return value === undefined ? [] : [value];
  });
}

function plainObject(value: object, copy: Copy, depth: number): JsonValue {
  const members: Record<string, JsonValue> = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') throw unusable(copy, 'the result holds the key __proto__');
    const normal = plain(member, copy, depth + 1);
    if (normal !== undefined) members[key] = normal;
  }
  return members;
}

function wholeNumber(value: number, copy: Copy): string {
  if (Number.isSafeInteger(value)) return String(value);
  throw unusable(copy, `the number ${value} was computed in floats; use $decAdd, $decMul and the like`);
}

function unusable({ name }: Copy, reason: string): MappingError {
  return new MappingError(`The mapping ${name} is not usable: ${reason}.`, [{ field: name, reason }]);
}
