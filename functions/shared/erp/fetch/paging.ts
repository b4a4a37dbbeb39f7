import { ErpRejectedError } from '../../../../domain/errors.ts';
import { textAt, valueAt, type JsonValue } from '../lossless-json.ts';
import type { Paging } from '../manifest/http.ts';
import { confinedLink } from './address.ts';
import { addressOf, ask, type Question, type RequestTemplate } from './ask.ts';
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
  const nextCursor = cursorAfter(access, reply.json, { paging, cursor, count: found.length });
  return {
    records: found,
    ...(nextCursor === undefined ? {} : { nextCursor }),
    ...statedCount(reply.json, list.count),
  };
}

/** An ERP may state the count on the first page only. */
function statedCount(json: JsonValue, path: string | undefined): Pick<ListPage, 'stated'> {
  const text = path === undefined ? undefined : textAt(json, path);
  return text !== undefined && /^\d{1,9}$/.test(text) ? { stated: Number(text) } : {};
}

function questionAt(
  access: ErpAccess,
  { request, values }: ListRequest,
  cursor: string | undefined,
): Question {
  const { paging } = httpRules(access);
  if (paging.kind === 'next-link' && cursor !== undefined)
    return { request, values, url: confinedLink(access.connection.baseUrl, cursor) };
  const query = { ...request.query, ...countedQuery(paging, cursor) };
  return { request, values, url: addressOf(access, { ...request, query }, values) };
}

function countedQuery(paging: Paging, cursor: string | undefined): Record<string, string> {
  if (paging.kind !== 'page' && paging.kind !== 'offset') return {};
  const start = paging.kind === 'page' ? paging.first : 0;
  const size = paging.sizeParameter === undefined ? {} : { [paging.sizeParameter]: String(paging.size) };
  return { [paging.parameter]: String(countIn(cursor) ?? start), ...size };
}

function countIn(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,9}$/.test(cursor))
    throw new ErpRejectedError('The page to go on from is not one of this connection.');
  return Number(cursor);
}

interface PageFacts {
  readonly paging: Paging;
  readonly cursor: string | undefined;
  readonly count: number;
}

function cursorAfter(
  access: ErpAccess,
  json: JsonValue,
  { paging, cursor, count }: PageFacts,
): string | undefined {
  if (paging.kind === 'none') return undefined;
  if (paging.kind === 'next-link') return linkCursor(access, textAt(json, paging.path));
  const isMore = paging.hasMore === undefined ? count >= paging.size : isTrue(valueAt(json, paging.hasMore));
  if (!isMore || count === 0) return undefined;
  const here = countIn(cursor) ?? (paging.kind === 'page' ? paging.first : 0);
  return String(here + (paging.kind === 'page' ? 1 : count));
}

/** Kept without the host, so that a stored cursor cannot point to another one. */
function linkCursor(access: ErpAccess, link: string | undefined): string | undefined {
  if (link === undefined || link === '') return undefined;
  const url = confinedLink(access.connection.baseUrl, link);
  return url.pathname + url.search;
}

function isTrue(value: JsonValue | undefined): boolean {
  return value === true || value === 'true' || value === '1';
}
