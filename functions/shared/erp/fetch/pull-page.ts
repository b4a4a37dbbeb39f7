import type { Change, Entity } from '../../../../domain/canonical/change.ts';
import { ErpRejectedError } from '../../../../domain/errors.ts';
import { compareStatedOrder } from '../../../../domain/mirror/source-order.ts';
import type { Connector } from '../connectors.ts';
import { changeOf } from '../envelope/change-of.ts';
import { dateFunctions } from '../helpers/dates.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import { resourceNamed } from '../mapping/find-resource.ts';
import type { PullRule } from '../manifest/resource.ts';
import { httpRules, type ErpAccess } from './erp-access.ts';
import { idPath } from './id-path.ts';
import { listPage } from './paging.ts';
import { zoneOf } from '../zone.ts';
import { sinceText } from './since.ts';

export interface PullRequest {
  readonly entity: Entity;
  readonly resource: string;
  /** Records changed at or after this instant. */
  readonly since: string;
  readonly cursor?: string | undefined;
}

export interface PulledPage {
  readonly payloads: readonly JsonValue[];
  readonly nextCursor?: string;
  /** The latest change time on this page, in UTC. */
  readonly newest?: string;
  /** Pages are counted from the front of the list, so that whatever leaves it moves the rest forward. */
  readonly isCounted: boolean;
}

/** Whose records a page holds. `settings` are the connection's: its zone may stand there. */
export interface PageOf {
  readonly resource: string;
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/** One page of the records that changed since an instant. The request is built from the manifest alone. */
export async function pullPage(
  access: ErpAccess,
  { resource, since, cursor }: PullRequest,
): Promise<PulledPage> {
  const rule = pullRuleOf(access.connector, resource);
  const { connector, connection } = access;
  const zone = zoneOf(connector.manifest, connection.settings, rule.since.zone);
  const values = { since: sinceText(since, { ...rule.since, zone }) };
  const page = await listPage(access, { request: rule, values, records: rule.records }, cursor);
  const newest = latest(page.records.flatMap((record) => changeTime(rule, record, zone) ?? []));
  return {
    payloads: page.records,
    isCounted: countingPagings.has(httpRules(access).paging.kind),
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
    ...(newest === undefined ? {} : { newest }),
  };
}

const countingPagings: ReadonlySet<string> = new Set(['page', 'offset']);

/**
 * The changes that the records of a page stand for: with their payload, or, where the list holds pointers only, to be fetched by id.
 * Throws when a record has no usable id: a page that cannot be read must not move the watermark.
 */
export function changesOfPage(
  connector: Connector,
  { resource, settings }: PageOf,
  payloads: readonly JsonValue[],
): (Change & { readonly externalId: string })[] {
  const rule = pullRuleOf(connector, resource);
  const zone = zoneOf(connector.manifest, settings, rule.since.zone);
  return payloads.map((payload) => {
    const at = changeTime(rule, payload, zone);
    const externalId = textAt(payload, idPath(connector, rule));
    const data = rule.expand ? undefined : payload;
    const said = { resource, change: 'updated', externalId, at, data };
    const checked = changeOf(connector, said, { settings });
    if (checked.kind !== 'change' || checked.change.externalId === null)
      throw new ErpRejectedError(
        `A listed record of ${resource} has no usable id at "${idPath(connector, rule)}".`,
      );
    return { ...checked.change, externalId: checked.change.externalId };
  });
}

function pullRuleOf(connector: Connector, resource: string): PullRule {
  const { pull } = resourceNamed(connector, resource).rule;
  if (pull === undefined) throw new Error(`The connector ${connector.name} does not pull ${resource}.`);
  return pull;
}

function changeTime(rule: PullRule, record: JsonValue, zone: string): string | undefined {
  const text = textAt(record, rule.modified);
  if (text === undefined) return undefined;
  // Some are asked by seconds and answer with times as people read them.
  const isCount = /^\d+$/.test(text);
  if (isCount && rule.since.format === 'epoch-seconds') return dateFunctions.epoch(text, 's') ?? undefined;
  if (isCount && rule.since.format === 'epoch-milliseconds')
    return dateFunctions.epoch(text, 'ms') ?? undefined;
  return dateFunctions.instant(text, zone) ?? undefined;
}

/** By time, not by text: ERPs drop trailing zeros of fractions. */
function latest(times: readonly string[]): string | undefined {
  const isLater = (left: string, right: string) =>
    compareStatedOrder({ at: left, hash: '' }, { at: right, hash: '' }) > 0;
  return times.reduce<string | undefined>(
    (best, time) => (best === undefined || isLater(time, best) ? time : best),
    undefined,
  );
}
