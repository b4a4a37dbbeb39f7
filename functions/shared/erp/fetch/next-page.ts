import { ErpRejectedError } from '../../../../domain/errors.ts';
import { textAt, valueAt, type JsonValue } from '../lossless-json.ts';
import type { Paging } from '../manifest/paging.ts';
import { confinedLink } from './address.ts';
import type { RequestTemplate } from './ask.ts';
import { companyPath } from './company-path.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import type { HttpResponse } from './http-port.ts';
import { nextLinkIn } from './link-header.ts';
import { cursorTo, placeIn } from './page-cursor.ts';
import { countAt } from './stated-count.ts';
import type { TemplateValues } from './template.ts';

/** A page as it came, and how it was asked for. */
export interface ReadPage {
  readonly request: RequestTemplate;
  readonly values: TemplateValues;
  readonly url: URL;
  readonly cursor: string | undefined;
  readonly json: JsonValue;
  readonly headers: HttpResponse['headers'];
  readonly records: readonly JsonValue[];
}

type LinkPaging = Extract<Paging, { kind: 'next-link' }>;
type CountedPaging = Extract<Paging, { kind: 'page' | 'offset' }>;
type KeyPaging = Extract<Paging, { kind: 'key' }>;

/** Where the list goes on after a page; undefined after the last. */
export function cursorAfter(access: ErpAccess, page: ReadPage): string | undefined {
  const { paging } = httpRules(access);
  switch (paging.kind) {
    case 'none':
      return undefined;
    case 'next-link':
      return linkAfter(access, paging, page);
    case 'key':
      return isFull(paging, page) ? keyAfter(access, paging, page) : undefined;
    default:
      return countedAfter(access, paging, page);
  }
}

/** Where a page begins, as text: its number, how many rows come before it, or the id of the row before it. */
export function placeOf(access: ErpAccess, cursor: string | undefined): string | undefined {
  const { paging } = httpRules(access);
  switch (paging.kind) {
    case 'page':
      return cursor === undefined ? String(paging.first) : countIn(cursor);
    case 'offset':
      return cursor === undefined ? '0' : countIn(cursor);
    case 'key':
      return cursor === undefined ? paging.start : keyIn(access, cursor);
    default:
      return undefined;
  }
}

/** The address of a page that the ERP linked to, held to where the first one was asked for. */
export function linkedPage(
  access: ErpAccess,
  { request, values }: Pick<ReadPage, 'request' | 'values'>,
  link: string,
): URL {
  return confinedLink(access.connection.baseUrl, link, companyPath(access, request, values));
}

/** Kept without the host, so that a stored cursor cannot point to another one. */
function linkAfter(access: ErpAccess, { path, header }: LinkPaging, page: ReadPage): string | undefined {
  const inHeader = header === undefined ? undefined : nextLinkIn(page.headers[header.toLowerCase()]);
  const link = path === undefined ? inHeader : textAt(page.json, path);
  if (link === undefined || link === '') return undefined;
  const whole = link.startsWith('?') ? page.url.pathname + link : link;
  const { pathname, search } = linkedPage(access, page, whole);
  return cursorTo(pathname + search, page.cursor, page.records);
}

function countedAfter(access: ErpAccess, paging: CountedPaging, page: ReadPage): string | undefined {
  const { records, cursor } = page;
  const here = Number(placeOf(access, cursor));
  if (records.length === 0 || !goesOn(paging, page, here)) return undefined;
  const next = here + (paging.kind === 'page' ? 1 : records.length);
  return cursorTo(String(next), cursor, records);
}

function goesOn(paging: CountedPaging, page: ReadPage, here: number): boolean {
  if (paging.kind === 'offset' && paging.total !== undefined)
    return here + page.records.length < stated(page.json, paging.total);
  if (paging.kind === 'page' && paging.pages !== undefined)
    return here - paging.first + 1 < stated(page.json, paging.pages);
  const flag = paging.hasMore === undefined ? undefined : valueAt(page.json, paging.hasMore);
  return flag === undefined || flag === null ? isFull(paging, page) : isTrue(flag);
}

/** Without another sign a short page is the last. */
const isFull = (paging: { readonly size: number }, { request, records }: ReadPage): boolean =>
  records.length >= (request.pageSize ?? paging.size);

function stated(json: JsonValue, path: string): number {
  const count = countAt(json, path);
  if (count !== undefined) return count;
  throw new ErpRejectedError(
    `The ERP's answer does not say at "${path}" how far its list goes, so that its end cannot be believed; check the connector.`,
  );
}

/** The id of the last row. A list that does not go on after the last one would be read for ever. */
function keyAfter(access: ErpAccess, paging: KeyPaging, { records, cursor }: ReadPage): string | undefined {
  if (records.length === 0) return undefined;
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

function countIn(cursor: string): string {
  const place = placeIn(cursor);
  if (/^\d{1,9}$/.test(place)) return place;
  throw notOurs();
}

function keyIn({ connector }: ErpAccess, cursor: string): string {
  if (new RegExp(`^(?:${connector.manifest.identity.pattern})$`).test(cursor)) return cursor;
  throw notOurs();
}

const notOurs = (): ErpRejectedError =>
  new ErpRejectedError('The page to go on from is not one of this connection.');

const isTrue = (value: JsonValue): boolean => value === true || value === 'true' || value === '1';
