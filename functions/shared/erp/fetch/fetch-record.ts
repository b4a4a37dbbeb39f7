import type { Change } from '../../../../domain/canonical/change.ts';
import { ErpRejectedError } from '../../../../domain/errors.ts';
import { isJsonList, isJsonObject, textAt, valueAt, type JsonValue } from '../lossless-json.ts';
import { resourceNamed } from '../mapping/find-resource.ts';
import type { FetchRule } from '../manifest/resource.ts';
import { addressOf, ask } from './ask.ts';
import type { ErpAccess } from './erp-access.ts';
import { idPath } from './id-path.ts';
import { listPage, type ListRequest } from './paging.ts';

export type Fetched = { readonly gone: true } | { readonly gone: false; readonly payload: JsonValue };
type Pointer = Pick<Change, 'resource' | 'externalId'>;

/** Pages of lines of one document; far more than a document of 50,000 lines needs. */
const MAX_LINE_PAGES = 1_000;

/**
 * The record a notification points to, asked for with our own credentials at an address built from its id alone. "Gone" (404) is an
 * answer: the record was deleted.
 */
export async function fetchRecord(access: ErpAccess, { resource, externalId }: Pointer): Promise<Fetched> {
  return fetchBy(access, fetchRuleOf(access, resource), externalId);
}

/** The same by any rule of the manifest that reads one record. */
export async function fetchBy(
  access: ErpAccess,
  rule: FetchRule,
  externalId: string | null,
): Promise<Fetched> {
  const id = requiredId(access, externalId);
  const values = { id };
  const reply = await ask(access, { request: rule, values, url: addressOf(access, rule, values) });
  if (reply.gone) return reply;
  const payload = recordIn(reply.json, rule.record);
  if (payload === undefined) return { gone: true };
  assertSameRecord(payload, { at: idPath(access.connector, rule), id });
  return {
    gone: false,
    payload: rule.lines === undefined ? payload : await withLines(access, payload, { rule: rule.lines, id }),
  };
}

function fetchRuleOf({ connector }: ErpAccess, resource: string | undefined): FetchRule {
  const rule = resourceNamed(connector, resource ?? '').rule.fetch;
  if (rule === undefined)
    throw new Error(`The connector ${connector.name} does not fetch ${resource ?? ''}.`);
  return rule;
}

function requiredId({ connector }: ErpAccess, externalId: string | null): string {
  const { pattern } = connector.manifest.identity;
  if (externalId !== null && new RegExp(`^(?:${pattern})$`).test(externalId)) return externalId;
  throw new ErpRejectedError(`"${externalId ?? ''}" is not an id of this ERP; nothing was asked for.`);
}

/** Undefined only where the ERP answers with an empty list: an answer of another shape must never look like a deletion. */
function recordIn(json: JsonValue, path: string): JsonValue | undefined {
  const record = valueAt(json, path);
  if (isJsonObject(record)) return record;
  const list = valueAt(json, path.split('.').slice(0, -1).join('.'));
  if (record === undefined && isJsonList(list) && list.length === 0) return undefined;
  throw new ErpRejectedError(
    `The ERP's answer holds no record at "${path}"; check the connector's manifest.`,
  );
}

function assertSameRecord(
  payload: JsonValue,
  { at, id }: { readonly at: string; readonly id: string },
): void {
  const found = textAt(payload, at);
  if (found !== undefined && found.toLowerCase() !== id.toLowerCase())
    throw new ErpRejectedError(`The ERP answered with another record than ${id}.`);
}

type LinesRule = NonNullable<FetchRule['lines']>;

async function withLines(
  access: ErpAccess,
  payload: JsonValue,
  { rule, id }: { rule: LinesRule; id: string },
): Promise<JsonValue> {
  if (!isJsonObject(payload)) return payload;
  const lines = await allRecords(access, {
    request: rule,
    values: { id },
    records: rule.records,
  });
  assertOwnLines(lines, rule.owner, id);
  return { ...payload, [rule.into]: inOrder(lines, rule.position) };
}

function assertOwnLines(lines: readonly JsonValue[], owner: string | undefined, id: string): void {
  if (owner === undefined) return;
  if (lines.every((line) => textAt(line, owner)?.toLowerCase() === id.toLowerCase())) return;
  throw new ErpRejectedError(
    `The ERP answered with lines of other documents than ${id}; it ignores the filter of the connector.`,
  );
}

/** By their position, lines without one last; those of the same position stay as they came. */
function inOrder(lines: readonly JsonValue[], position: string | undefined): readonly JsonValue[] {
  if (position === undefined) return lines;
  const placed = lines.map((line) => ({ line, place: Number(textAt(line, position) ?? Infinity) }));
  return placed.sort((a, b) => (a.place < b.place ? -1 : Number(a.place > b.place))).map(({ line }) => line);
}

/** The records of all pages. */
export async function allRecords(access: ErpAccess, list: ListRequest): Promise<JsonValue[]> {
  const all: JsonValue[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_LINE_PAGES; page += 1) {
    const { records, nextCursor } = await listPage(access, list, cursor);
    for (const record of records) all.push(record);
    if (nextCursor === undefined) return all;
    cursor = nextCursor;
  }
  throw new ErpRejectedError(`A list of one document fills more than ${MAX_LINE_PAGES} pages.`);
}
