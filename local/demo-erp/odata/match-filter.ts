import type { FieldValue, Fields } from '../records/entity-sets.ts';
import { badRequest } from '../records/erp-error.ts';
import { decimal, isDecimal } from '../values/decimal.ts';
import { isGuid } from '../values/guid.ts';
import { compareValues, isInstant } from './compare-values.ts';
import type { Comparison, Filter, Literal, TextTest } from './filter.ts';

export function matches(filter: Filter, fields: Fields): boolean {
  switch (filter.kind) {
    case 'and':
      return matches(filter.left, fields) && matches(filter.right, fields);
    case 'or':
      return matches(filter.left, fields) || matches(filter.right, fields);
    case 'not':
      return !matches(filter.of, fields);
    case 'test':
      return passes[filter.test](textOf(fields, filter.field), filter.text);
    case 'compare':
      return compares(valueOf(fields, filter.field), filter);
  }
}

const passes: Record<TextTest, (value: string, text: string) => boolean> = {
  contains: (value, text) => value.includes(text),
  startswith: (value, text) => value.startsWith(text),
  endswith: (value, text) => value.endsWith(text),
};

const holds: Record<Comparison, (order: number) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

function compares(value: FieldValue, filter: Extract<Filter, { kind: 'compare' }>): boolean {
  const wanted = literalFor(value, filter.literal);
  if (wanted === undefined) {
    throw badRequest(`'${filter.literal.text}' cannot be compared with the property '${filter.field}'.`);
  }
  return holds[filter.operator](compareValues(value, wanted));
}

/** The literal as the type of the field's value, or nothing when it is of another type. */
function literalFor(value: FieldValue, literal: Literal): FieldValue | undefined {
  if (isDecimal(value))
    return literal.kind === 'bare' && isNumber(literal.text) ? decimal(literal.text) : undefined;
  if (typeof value === 'boolean') return booleanOf(literal);
  if (literal.kind === 'text') return isInstant(value) || isGuid(value) ? undefined : literal.text;
  return bareText(value, literal.text);
}

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

function booleanOf(literal: Literal): boolean | undefined {
  if (literal.kind !== 'bare') return undefined;
  return { true: true, false: false }[literal.text];
}

/** Instants, days and ids are written without quotes. */
function bareText(value: string, text: string): string | undefined {
  if (isInstant(value)) return isInstant(text) ? text : undefined;
  if (isGuid(value)) return isGuid(text) ? text.toLowerCase() : undefined;
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
}

function textOf(fields: Fields, name: string): string {
  const value = valueOf(fields, name);
  if (typeof value !== 'string') throw badRequest(`The property '${name}' is not a text.`);
  return value;
}

export function valueOf(fields: Fields, name: string): FieldValue {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined) throw badRequest(`Could not find a property named '${name}'.`);
  return value;
}
