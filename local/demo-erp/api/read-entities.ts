import type { Erp } from '../erp.ts';
import { json, jsonText } from '../http/messages.ts';
import type { Answer, IncomingRequest } from '../http/messages.ts';
import { pageOf } from '../odata/page.ts';
import { parseQueryOptions } from '../odata/query-options.ts';
import { factsOf } from '../records/entity-sets.ts';
import type { EntitySet, Fields } from '../records/entity-sets.ts';
import { badRequest, unknownRecord, unknownSegment } from '../records/erp-error.ts';
import { parseExact } from '../values/exact-json.ts';
import { isGuid } from '../values/guid.ts';
import { etagOf, renderRecord } from './render.ts';
import type { Rendering, Shown } from './render.ts';
import type { Segment } from './segments.ts';

/** The largest page of Business Central. */
const serverPageSize = 20_000;

interface Read {
  readonly set: EntitySet;
  readonly key: string | undefined;
  /** What follows the record or the set in the path. */
  readonly rest: readonly Segment[];
}

/** Reads a set, a record, the lines of a record, or how many there are. */
export function readEntities(erp: Erp, request: IncomingRequest, { set, key, rest }: Read): Answer {
  const [next, beyond] = rest;
  if (beyond) throw unknownSegment(beyond.name);
  if (key === undefined) return readSet(erp, request, { name: set, records: shownIn(erp, set) }, next);
  if (!isGuid(key)) throw badRequest(`'${key}' is not an id; ids are GUIDs.`);
  const record = shownIn(erp, set, key)[0];
  if (!record) throw unknownRecord(factsOf(set).type, key);
  if (!next) return readRecord(erp, request, record);
  if (next.name !== record.lines?.name || next.key !== undefined) throw unknownSegment(next.name);
  return readSet(erp, request, { name: next.name, records: linesOf(record) }, undefined);
}

function shownIn(erp: Erp, set: EntitySet, key?: string): Shown[] {
  const { lines: name, related = {} } = factsOf(set);
  const found = key === undefined ? erp.records.list(set) : [erp.records.find(set, key)];
  return found.flatMap((record) => {
    if (!record) return [];
    const lines = name === undefined ? undefined : { name, text: record.lines ?? '[]' };
    const one = (property: string) => relatedTo(erp, record.fields, related[property]);
    return [{ fields: record.fields, etag: etagOf(record.fields.id, record.revision), lines, related: one }];
  });
}

function relatedTo(
  erp: Erp,
  fields: Fields,
  way: { readonly set: EntitySet; readonly by: string } | undefined,
): Shown | null | undefined {
  if (way === undefined) return undefined;
  const id = fields[way.by];
  return (typeof id === 'string' ? shownIn(erp, way.set, id)[0] : undefined) ?? null;
}

function linesOf({ lines, etag }: Shown): Shown[] {
  return (parseExact(lines?.text ?? '[]') as Fields[]).map((fields) => ({ fields, etag }));
}

function readRecord(erp: Erp, request: IncomingRequest, record: Shown): Answer {
  const rendering = renderingOf(erp, parseQueryOptions(request.query));
  return jsonText(200, renderRecord(record, rendering), { etag: record.etag });
}

interface Listed {
  readonly name: string;
  readonly records: readonly Shown[];
}

function readSet(
  erp: Erp,
  request: IncomingRequest,
  { name, records }: Listed,
  next: Segment | undefined,
): Answer {
  const options = parseQueryOptions(request.query);
  if (next && next.name !== '$count') throw unknownSegment(next.name);
  if (next) return json(200, pageOf(records, { ...options, skip: 0 }, records.length).total);
  const preferred = preferredPageSize(request);
  const page = pageOf(records, options, Math.min(preferred ?? serverPageSize, serverPageSize));
  const link = page.next && nextLink(request, page.next);
  const body = [
    `"@odata.context":${JSON.stringify(`${request.origin}/api/v2.0/$metadata#companies(${erp.companyId})/${name}`)}`,
    ...(options.count ? [`"@odata.count":${page.total}`] : []),
    `"value":[${page.records.map((record) => renderRecord(record, renderingOf(erp, options))).join(',')}]`,
    ...(link ? [`"@odata.nextLink":${JSON.stringify(link)}`] : []),
  ].join(',');
  const applied =
    preferred === undefined ? undefined : { 'preference-applied': `odata.maxpagesize=${preferred}` };
  return jsonText(200, `{${body}}`, applied);
}

const renderingOf = (erp: Erp, wanted: Rendering['wanted']): Rendering => ({
  wanted,
  isEscaped: erp.misbehaviour.switches.escapeEnumNames,
});

function preferredPageSize({ headers }: IncomingRequest): number | undefined {
  const match = /odata\.maxpagesize\s*=\s*(\d{1,9})/i.exec(headers['prefer'] ?? '');
  return match?.[1] === undefined || Number(match[1]) === 0 ? undefined : Number(match[1]);
}

function nextLink(request: IncomingRequest, next: { skipToken: string; top: number | undefined }): string {
  const query = new URLSearchParams(request.query);
  query.delete('$skip');
  query.set('$skiptoken', next.skipToken);
  if (next.top !== undefined) query.set('$top', String(next.top));
  const terms = [...query].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${request.origin}${encodeURI(request.path)}?${terms.join('&')}`;
}
