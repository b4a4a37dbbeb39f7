import { ErpRejectedError } from '../../../../domain/errors.ts';
import type { Connector } from '../connectors.ts';
import { changeOf } from '../envelope/change-of.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import type { ListRule } from '../manifest/resource.ts';
import { resourceNamed } from '../mapping/find-resource.ts';
import { addressOf, ask } from './ask.ts';
import type { ErpAccess } from './erp-access.ts';
import { idPath } from './id-path.ts';
import { listPage } from './paging.ts';
import { countAt } from './stated-count.ts';

export interface KeyRequest {
  readonly resource: string;
  readonly cursor?: string | undefined;
}

export interface KeyPage {
  readonly externalIds: readonly string[];
  readonly cursor?: string | undefined;
  readonly stated?: number | undefined;
}

/** One page of the ids of all records of a resource, as the manifest asks for them. */
export async function listKeys(access: ErpAccess, { resource, cursor }: KeyRequest): Promise<KeyPage> {
  const rule = listRuleOf(access.connector, resource);
  const { records } = rule;
  const count = typeof rule.count === 'string' ? rule.count : undefined;
  const asked = cursor === undefined ? await askedCount(access, rule.count) : undefined;
  const page = await listPage(access, { request: rule, values: {}, records, count }, cursor);
  const externalIds = page.records.map((record) =>
    externalIdOf(access.connector, { resource, rule }, record),
  );
  return { externalIds, cursor: page.nextCursor, stated: asked ?? page.stated };
}

/** How many records of a resource the ERP says it has; undefined where it is not asked for a list, or does not say. */
export async function statedCount(access: ErpAccess, resource: string): Promise<number | undefined> {
  const { list } = resourceNamed(access.connector, resource).rule;
  if (list === undefined) return undefined;
  return typeof list.count === 'string'
    ? (await listKeys(access, { resource })).stated
    : askedCount(access, list.count);
}

/** Asked before the first page: what comes meanwhile makes the list longer than stated, never silently shorter. */
async function askedCount(access: ErpAccess, count: ListRule['count']): Promise<number | undefined> {
  if (typeof count === 'string') return undefined;
  const reply = await ask(access, { request: count, values: {}, url: addressOf(access, count, {}) });
  return reply.gone ? undefined : countAt(reply.json, count.number);
}

function listRuleOf(connector: Connector, resource: string): ListRule {
  const { list } = resourceNamed(connector, resource).rule;
  if (list === undefined) throw new Error(`The connector ${connector.name} does not list ${resource}.`);
  return list;
}

/** In the form in which webhooks and pulls bring it; a list with a row that has none is no full list. */
function externalIdOf(
  connector: Connector,
  { resource, rule }: { readonly resource: string; readonly rule: ListRule },
  record: JsonValue,
): string {
  const externalId = textAt(record, idPath(connector, rule));
  const checked = changeOf(connector, { resource, change: 'updated', externalId });
  if (checked.kind === 'change' && checked.change.externalId !== null) return checked.change.externalId;
  throw new ErpRejectedError(
    `A listed record of ${resource} has no usable id at "${idPath(connector, rule)}".`,
  );
}
