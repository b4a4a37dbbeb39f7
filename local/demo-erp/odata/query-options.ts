import { badRequest } from '../records/erp-error.ts';
import type { Filter } from './filter.ts';
import { parseFilter } from './parse-filter.ts';

export interface OrderTerm {
  readonly field: string;
  readonly direction: 1 | -1;
}

export interface Expansion {
  readonly name: string;
  readonly select: readonly string[] | undefined;
}

/** What a read may ask for. */
export interface QueryOptions {
  readonly filter?: Filter;
  readonly orderBy: readonly OrderTerm[];
  readonly top?: number;
  readonly skip: number;
  readonly skipToken?: string;
  readonly select: readonly string[] | undefined;
  readonly expand: readonly Expansion[];
  readonly count: boolean;
}

const known = new Set(['$filter', '$orderby', '$top', '$skip', '$skiptoken', '$select', '$expand', '$count']);

export function parseQueryOptions(query: URLSearchParams): QueryOptions {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !known.has(name))
      throw badRequest(`The query option '${name}' is not supported.`);
  }
  const filter = query.get('$filter');
  const top = query.get('$top');
  const skipToken = query.get('$skiptoken');
  return {
    ...(filter === null ? {} : { filter: parseFilter(filter) }),
    ...(top === null ? {} : { top: parseCount('$top', top) }),
    ...(skipToken === null ? {} : { skipToken }),
    orderBy: namesIn(query.get('$orderby'))?.map(parseOrderTerm) ?? [],
    skip: parseCount('$skip', query.get('$skip') ?? '0'),
    select: namesIn(query.get('$select')),
    expand: splitOutside(query.get('$expand') ?? '').map(parseExpansion),
    count: query.get('$count') === 'true',
  };
}

function parseCount(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw badRequest(`The value '${text}' of '${name}' is not a whole number from 0 up.`);
  return Number(text);
}

function parseOrderTerm(text: string): OrderTerm {
  const [field = '', direction = 'asc', ...rest] = text.split(/\s+/);
  if (rest.length > 0 || !['asc', 'desc'].includes(direction))
    throw badRequest(`Syntax error in $orderby at '${text}'.`);
  return { field, direction: direction === 'asc' ? 1 : -1 };
}

function namesIn(list: string | null | undefined): string[] | undefined {
  return list === null || list === undefined || list === '*'
    ? undefined
    : list.split(',').map((name) => name.trim());
}

/** `salesInvoiceLines($select=sequence,quantity)`: of the nested options, only `$select` is known. */
function parseExpansion(text: string): Expansion {
  const match = /^(\w+)(?:\(\s*\$select=([\w,\s]+)\))?$/.exec(text);
  if (!match?.[1]) throw badRequest(`The expansion '${text}' is not supported.`);
  return { name: match[1], select: namesIn(match[2]) };
}

/** Splits at commas outside of parentheses. */
function splitOutside(list: string): string[] {
  return (list.match(/[^,(]+(\([^)]*\))?/g) ?? []).map((part) => part.trim());
}
