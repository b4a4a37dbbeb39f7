import { ErpRejectedError } from '../../../../domain/errors.ts';
import { textAt, valueAt, type JsonValue } from '../lossless-json.ts';
import type { Paging } from '../manifest/http.ts';
import { confinedLink } from './address.ts';
import { addressOf, ask, type Question, type RequestTemplate } from './ask.ts';
import { companyPath } from './company-path.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { TemplateValues } from './template.ts';

/** A list request: the template, its values, and where the records stand in the answer. */
export interface ListRequest {
  readonly request: RequestTemplate;
  readonly values: TemplateValues;
  readonly records: string;
  /** Where the answer says how many there are in all. */
  readonly count?: string | undefined;
}

export interface ListPage {
  readonly records: readonly JsonValue[];
  /** Where to go on; missing on the last page. Opaque to callers, and checked again when it comes back. */
  readonly nextCursor?: string;
  readonly stated?: number;
}

/** One page of a list, the first or the one at `cursor`. */
export async function listPage(access: ErpAccess, list: ListRequest, cursor?: string): Promise<ListPage> {
  const { paging } = httpRules(access);
  const reply = await ask(access, questionAt(access, list, cursor));
  if (reply.gone)
    throw new ErpRejectedError(
      'The ERP knows no such list; check base address and company of the connection.',
    );
  const records = valueAt(reply.json, list.records);
  if (!Array.isArray(records))
    throw new ErpRejectedError(`The ERP's answer holds no list at "${list.records}".`);
  const found = records as readonly JsonValue[]; // a list inside parsed JSON holds JSON
  const { pageSize } = list.request;
  const nextCursor = cursorAfter(access, reply.json, { list, paging, pageSize, cursor, records: found });
  return {
    records: found,
    ...(nextCursor === undefined ? {} : { nextCursor }),
    ...statedCount(reply.json, list.count),
  };
}

/** An ERP may state the count on the first page only. */
function statedCount(json: JsonValue, path: string | undefined): Pick<ListPage, 'stated'> {
  const stated = path === undefined ? undefined : countAt(json, path);
  return stated === undefined ? {} : { stated };
}

/** A count of records at a path; undefined for whatever is none. */
export function countAt(json: JsonValue, path: string): number | undefined {
  const text = textAt(json, path);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function questionAt(
  access: ErpAccess,
  { request, values }: ListRequest,
  cursor: string | undefined,
): Question {
  const { paging } = httpRules(access);
  if (paging.kind === 'next-link' && cursor !== undefined)
    return { request, values, url: linkOf(access, { request, values }, cursor) };
  const place = placeOf(access, paging, cursor);
  const query = { ...request.query, ...countedQuery(paging, place) };
  const placed = { ...values, ...placeValue(paging, place) };
  return { request, values: placed, url: addressOf(access, { ...request, query }, placed) };
}

/** What a request names to ask for its page anywhere: {page}, {offset} or {after}. */
function placeValue(paging: Paging, place: string | undefined): TemplateValues {
  return { [paging.kind === 'key' ? 'after' : paging.kind]: place };
}

function countedQuery(paging: Paging, place: string | undefined): Record<string, string> {
  if ((paging.kind !== 'page' && paging.kind !== 'offset') || place === undefined) return {};
  const counted = paging.parameter === undefined ? {} : { [paging.parameter]: place };
  const size = paging.sizeParameter === undefined ? {} : { [paging.sizeParameter]: String(paging.size) };
  return { ...counted, ...size };
}

/** Where a page begins, as text: its number, how many rows come before it, or the id of the row before it. */
function placeOf(access: ErpAccess, paging: Paging, cursor: string | undefined): string | undefined {
  switch (paging.kind) {
    case 'page':
      return countIn(cursor) ?? String(paging.first);
    case 'offset':
      return countIn(cursor) ?? '0';
    case 'key':
      return cursor === undefined ? paging.start : keyIn(access, cursor);
    default:
      return undefined;
  }
}

function countIn(cursor: string | undefined): string | undefined {
  if (cursor === undefined || /^\d{1,9}$/.test(cursor)) return cursor;
  throw notOurs();
}

function keyIn({ connector }: ErpAccess, cursor: string): string {
  if (new RegExp(`^(?:${connector.manifest.identity.pattern})$`).test(cursor)) return cursor;
  throw notOurs();
}

const notOurs = (): ErpRejectedError =>
  new ErpRejectedError('The page to go on from is not one of this connection.');

interface PageFacts {
  readonly list: ListRequest;
  readonly paging: Paging;
  readonly pageSize: number | undefined;
  readonly cursor: string | undefined;
  readonly records: readonly JsonValue[];
}

function cursorAfter(access: ErpAccess, json: JsonValue, page: PageFacts): string | undefined {
  const { paging, records } = page;
  if (paging.kind === 'none') return undefined;
  if (paging.kind === 'next-link') return linkCursor(access, page.list, textAt(json, paging.path));
  const hasMore = paging.kind === 'key' ? undefined : paging.hasMore;
  const size = page.pageSize ?? paging.size;
  const isMore = hasMore === undefined ? records.length >= size : isTrue(valueAt(json, hasMore));
  if (!isMore || records.length === 0) return undefined;
  if (paging.kind === 'key') return keyAfter(access, paging, page);
  const here = Number(placeOf(access, paging, page.cursor));
  return String(here + (paging.kind === 'page' ? 1 : records.length));
}

/** The id of the last row. A list that does not go on after the last one would be read for ever. */
function keyAfter(
  access: ErpAccess,
  paging: Extract<Paging, { kind: 'key' }>,
  { records, cursor }: PageFacts,
): string {
  const last = textAt(records.at(-1) ?? null, paging.id) ?? '';
  const before = cursor ?? paging.start;
  if (last !== '' && isAfter(last, before)) return keyIn(access, last);
  throw new ErpRejectedError(
    `The list does not go on after "${before}"; it has to be asked for in the order of its ids, after {after}.`,
  );
}

/** Of texts only the ERP knows the order. */
const isAfter = (id: string, before: string): boolean =>
  /^\d+$/.test(id) && /^\d+$/.test(before) ? BigInt(id) > BigInt(before) : id !== before;

/** Kept without the host, so that a stored cursor cannot point to another one. */
function linkCursor(access: ErpAccess, list: Asked, link: string | undefined): string | undefined {
  if (link === undefined || link === '') return undefined;
  const url = linkOf(access, list, link);
  return url.pathname + url.search;
}

type Asked = Pick<ListRequest, 'request' | 'values'>;

const linkOf = (access: ErpAccess, { request, values }: Asked, link: string): URL =>
  confinedLink(access.connection.baseUrl, link, companyPath(access, request, values));

function isTrue(value: JsonValue | undefined): boolean {
  return value === true || value === 'true' || value === '1';
}
