import type { FieldValue, Fields } from '../records/entity-sets.ts';
import { badRequest } from '../records/erp-error.ts';
import { parseExact, stringifyExact } from '../values/exact-json.ts';
import { compareValues } from './compare-values.ts';
import { matches, valueOf } from './match-filter.ts';
import type { OrderTerm, QueryOptions } from './query-options.ts';

export interface Page<T> {
  readonly records: readonly T[];
  /** All matches, whatever the page. */
  readonly total: number;
  /** Where the next page starts and how much of `$top` is left, when there is a next page. */
  readonly next: { readonly skipToken: string; readonly top: number | undefined } | undefined;
}

interface Paged {
  readonly fields: Fields;
}

/**
 * Filters, sorts and cuts. A page token holds the sort values of the last record instead of a count: records that come
 * or go between two pages neither repeat nor hide others.
 */
export function pageOf<T extends Paged>(all: readonly T[], options: QueryOptions, maximum: number): Page<T> {
  const { filter, top } = options;
  const found = filter ? all.filter((record) => matches(filter, record.fields)) : [...all];
  const terms = [...options.orderBy, ...keyOrder(found)];
  found.sort((left, right) => compareKeys(keyOf(left, terms), keyOf(right, terms), terms));
  const rest = found.slice(startOf(found, terms, options));
  const records = rest.slice(0, Math.min(maximum, top ?? maximum));
  const last = records.at(-1);
  const isMore = last !== undefined && records.length < Math.min(rest.length, top ?? rest.length);
  const left = top === undefined ? undefined : top - records.length;
  const next = isMore ? { skipToken: tokenOf(keyOf(last, terms)), top: left } : undefined;
  return { records, total: found.length, next };
}

/** Records without a wanted order come by number, and equal ones by id, so that the order is always total. */
function keyOrder(records: readonly Paged[]): OrderTerm[] {
  const sample = records[0]?.fields ?? {};
  const names = ['number', 'code', 'sequence', 'id'].filter((name) => Object.hasOwn(sample, name));
  return names.map((field) => ({ field, direction: 1 }));
}

const keyOf = (record: Paged, terms: readonly OrderTerm[]): FieldValue[] =>
  terms.map(({ field }) => valueOf(record.fields, field));

function compareKeys(
  left: readonly FieldValue[],
  right: readonly FieldValue[],
  terms: readonly OrderTerm[],
): number {
  for (const [index, { direction }] of terms.entries()) {
    const [a, b] = [left[index], right[index]];
    const order = a === undefined || b === undefined ? 0 : compareValues(a, b);
    if (order !== 0) return order * direction;
  }
  return 0;
}

function startOf(
  sorted: readonly Paged[],
  terms: readonly OrderTerm[],
  { skip, skipToken }: QueryOptions,
): number {
  if (skipToken === undefined) return skip;
  const last = keyIn(skipToken);
  const index = sorted.findIndex((record) => compareKeys(keyOf(record, terms), last, terms) > 0);
  return index < 0 ? sorted.length : index;
}

const tokenOf = (key: readonly FieldValue[]): string =>
  Buffer.from(stringifyExact(key)).toString('base64url');

function keyIn(token: string): FieldValue[] {
  try {
    const key = parseExact(Buffer.from(token, 'base64url').toString());
    if (Array.isArray(key)) return key as FieldValue[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequest('The skip token is not one of this service.');
}
