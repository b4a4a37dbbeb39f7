import { MappingError } from '../../../../domain/errors.ts';
import type { JsonValue } from '../lossless-json.ts';

const MAX_DEPTH = 64;

/**
 * An evaluator's result as plain data: its lists carry extra keys, its objects no prototype, its numbers are floats.
 * Whole numbers (counts, positions) become text; any other number is a mistake of the mapping, because the digits it
 * lost cannot be seen any more. Undefined members are left out: absent means "not sent".
 */
export function normalised(value: unknown, name: string, depth = 0): JsonValue | undefined {
  if (depth > MAX_DEPTH) throw unusable(name, 'the result is nested too deeply');
  if (value === undefined || typeof value === 'function') return undefined;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return wholeNumber(value, name);
  if (Array.isArray(value)) return value.flatMap((entry) => listed(normalised(entry, name, depth + 1)));
  if (typeof value === 'object') return plainObject(value, name, depth);
  throw unusable(name, `the result holds a ${typeof value}`);
}

function listed(entry: JsonValue | undefined): JsonValue[] {
  return entry === undefined ? [] : [entry];
}

function plainObject(value: object, name: string, depth: number): JsonValue {
  const plain: Record<string, JsonValue> = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') throw unusable(name, 'the result holds the key __proto__');
    const normal = normalised(member, name, depth + 1);
    if (normal !== undefined) plain[key] = normal;
  }
  return plain;
}

function wholeNumber(value: number, name: string): string {
  if (Number.isSafeInteger(value)) return String(value);
  throw unusable(name, `the number ${value} was computed in floats; use $decAdd, $decMul and the like`);
}

function unusable(name: string, reason: string): MappingError {
  return new MappingError(`The mapping ${name} is not usable: ${reason}.`, [{ field: name, reason }]);
}
