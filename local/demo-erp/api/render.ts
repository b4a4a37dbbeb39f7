import { valueOf } from '../odata/match-filter.ts';
import type { Expansion, QueryOptions } from '../odata/query-options.ts';
import type { Fields } from '../records/entity-sets.ts';
import { badRequest } from '../records/erp-error.ts';
import { parseExact, stringifyExact } from '../values/exact-json.ts';

/** A record about to be shown. */
export interface Shown {
  readonly fields: Fields;
  readonly etag: string;
  /** The lines of a document as JSON text, and the property they go under. */
  readonly lines?: { readonly name: string; readonly text: string } | undefined;
  /** The one record behind a navigation property: null where there is none, undefined where there is no such property. */
  readonly related?: (name: string) => Shown | null | undefined;
}

type Wanted = Pick<QueryOptions, 'select' | 'expand'>;

export interface Rendering {
  readonly wanted: Wanted;
  readonly isEscaped: boolean;
}

/** Business Central's weak tag: quoted, opaque, new with every change. */
export const etagOf = (id: string, revision: number): string =>
  `W/"${Buffer.from(`19;${id.slice(0, 8)};${revision};`).toString('base64')}"`;

/** JSON text of a record. Expanded lines are spliced in as stored, which keeps 5,000 of them cheap. */
export function renderRecord(record: Shown, { wanted, isEscaped }: Rendering): string {
  const fields = selected(record.fields, wanted.select);
  const header = stringifyExact({ '@odata.etag': record.etag, ...(isEscaped ? escaped(fields) : fields) });
  const expansions = wanted.expand.map(
    (expansion) => `${JSON.stringify(expansion.name)}:${expanded(record, expansion, isEscaped)}`,
  );
  return [header.slice(0, -1), ...expansions].join(',') + '}';
}

function expanded(record: Shown, { name, select }: Expansion, isEscaped: boolean): string {
  if (record.lines?.name === name) return linesText(record.lines.text, select);
  const related = record.related?.(name);
  if (related === undefined) throw badRequest(`Could not find a navigation property named '${name}'.`);
  return related === null ? 'null' : renderRecord(related, { wanted: { select, expand: [] }, isEscaped });
}

function linesText(text: string, select: Expansion['select']): string {
  if (!select) return text;
  const lines = parseExact(text) as Fields[];
  return stringifyExact(lines.map((line) => selected(line, select)));
}

function selected(fields: Fields, names: readonly string[] | undefined): Fields {
  return names ? Object.fromEntries(names.map((name) => [name, valueOf(fields, name)])) : fields;
}

const enumNames = new Set(['blocked', 'status', 'type']);

function escaped(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      enumNames.has(name) && typeof value === 'string' ? value.replaceAll(' ', '_x0020_') : value,
    ]),
  );
}
