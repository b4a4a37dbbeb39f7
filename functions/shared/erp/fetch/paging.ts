import { ErpRejectedError } from '../../../../domain/errors.ts';
import { valueAt, type JsonValue } from '../lossless-json.ts';
import type { Paging } from '../manifest/paging.ts';
import { addressOf, ask, type Question, type RequestTemplate } from './ask.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import { cursorAfter, linkedPage, placeOf } from './next-page.ts';
import { placeIn } from './page-cursor.ts';
import { countAt } from './stated-count.ts';
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
  const question = questionAt(access, list, cursor);
  const reply = await ask(access, question);
  if (reply.gone)
    throw new ErpRejectedError(
      'The ERP knows no such list; check base address and company of the connection.',
    );
  if (reply.isUnmodified) return { records: [] };
  const { json, headers } = reply;
  const records = recordsIn(json, list.records);
  const { request, values } = list;
  const page = { request, values, url: question.url, cursor, json, headers, records };
  const nextCursor = cursorAfter(access, page);
  return {
    records,
    ...(nextCursor === undefined ? {} : { nextCursor }),
    ...statedCount(json, list.count),
  };
}

function recordsIn(json: JsonValue, path: string): readonly JsonValue[] {
  const records = valueAt(json, path);
  if (Array.isArray(records)) return records as readonly JsonValue[]; // a list inside parsed JSON holds JSON
  throw new ErpRejectedError(`The ERP's answer holds no list at "${path}".`);
}

/** An ERP may state the count on the first page only. */
function statedCount(json: JsonValue, path: string | undefined): Pick<ListPage, 'stated'> {
  const stated = path === undefined ? undefined : countAt(json, path);
  return stated === undefined ? {} : { stated };
}

function questionAt(access: ErpAccess, list: ListRequest, cursor: string | undefined): Question {
  const { paging } = httpRules(access);
  const { request, values } = list;
  if (paging.kind === 'next-link' && cursor !== undefined)
    return { request, values, url: linkedPage(access, list, placeIn(cursor)) };
  const place = placeOf(access, cursor);
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
