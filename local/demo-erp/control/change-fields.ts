import type { FieldValue, Fields } from '../records/entity-sets.ts';
import { badRequest } from '../records/erp-error.ts';
import { isDecimal } from '../values/decimal.ts';

const fixed = new Set(['id', 'lastModifiedDateTime']);

/** The words that a field takes, where it does not take any text. */
export type Words = Readonly<Record<string, readonly string[]>>;

/** The record with some fields changed; a field keeps its kind, and no field is invented. */
export function changeFields<T extends Fields>(record: T, changes: Record<string, unknown>, words: Words): T {
  return { ...record, ...checked(record, changes, words) };
}

function checked(record: Fields, changes: Record<string, unknown>, words: Words): Fields {
  return Object.fromEntries(
    Object.entries(changes).map(([name, value]) => {
      const before = Object.hasOwn(record, name) && !fixed.has(name) ? record[name] : undefined;
      if (before === undefined) throw badRequest(`There is no field '${name}' that can be changed.`);
      if (!isField(value) || kindOf(value) !== kindOf(before)) {
        throw badRequest(`The field '${name}' is a ${kindOf(before)}.`);
      }
      const allowed = words[name];
      if (allowed && !allowed.includes(String(value))) {
        throw badRequest(`The field '${name}' is one of '${allowed.join("', '")}'.`);
      }
      return [name, value];
    }),
  );
}

const isField = (value: unknown): value is FieldValue =>
  typeof value === 'string' || typeof value === 'boolean' || isDecimal(value);

const kindOf = (value: FieldValue): string => (isDecimal(value) ? 'number' : typeof value);
