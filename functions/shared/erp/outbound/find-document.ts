import { ErpRejectedError } from '../../../../domain/errors.ts';
import { listPage, type ListPage } from '../fetch/paging.ts';
import type { TemplateValues } from '../fetch/template.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import type { LookUp } from '../manifest/look-up.ts';
import { expandedRecords } from './expand-records.ts';
import { idAt, numberAt } from './found-id.ts';
import { matches } from './matches.ts';
import type { OutboundAccess } from './outbound-access.ts';

export interface FoundRecord {
  readonly externalId: string;
  readonly number?: string | undefined;
  /** It only looks like what was looked for. */
  readonly isLikely: boolean;
  /** What the ERP says of how far it is, where the look-up names it. */
  readonly state?: string | undefined;
}

/** An exact filter answers with one record; a fuzzy search may need some pages. */
const MAX_PAGES = 20;

/**
 * What the look-ups find, in their order. A record counts only if it carries what was looked for; two that do are for a person, and so is
 * a hand-over that no look-up could ever find again. "Nothing" is said only by lists that were read to their end.
 */
export async function findDocument(
  outbound: OutboundAccess,
  lookUps: readonly LookUp[],
  values: TemplateValues,
): Promise<FoundRecord | undefined> {
  const usable = lookUps.filter((lookUp) => isUsable(lookUp, values));
  if (usable.length === 0) throw notFindable(lookUps);
  for (const lookUp of usable) {
    const records = await matching(outbound, lookUp, values);
    if (records.length > 0) return theOne(outbound, lookUp, records);
  }
  return undefined;
}

/** Whether a look-up has the values it cannot do without. */
export const isUsable = ({ needs, without }: LookUp, values: TemplateValues): boolean =>
  needs.every((name) => Boolean(values[name])) && without.every((name) => !values[name]);

async function matching(
  outbound: OutboundAccess,
  lookUp: LookUp,
  values: TemplateValues,
): Promise<JsonValue[]> {
  const found: JsonValue[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { records: listed, nextCursor } = await pageOf(outbound, { lookUp, values, cursor });
    const records = await expandedRecords(outbound, lookUp, listed);
    const fitting = records.filter((record) => matches(record, lookUp.match, values));
    if (lookUp.search === 'exact' && fitting.length < records.length) throw filterIgnored(lookUp);
    found.push(...fitting);
    if (nextCursor === undefined) return found;
    cursor = nextCursor;
  }
  throw new ErpRejectedError(
    `Looking up by ${lookUp.by} fills more than ${MAX_PAGES} pages; narrow the look-up.`,
  );
}

interface PageWish {
  readonly lookUp: LookUp;
  readonly values: TemplateValues;
  readonly cursor: string | undefined;
}

const pageOf = ({ access }: OutboundAccess, { lookUp, values, cursor }: PageWish): Promise<ListPage> =>
  listPage(access, { request: lookUp, values, records: lookUp.records }, cursor);

/** The same record listed twice is one. */
function theOne({ access }: OutboundAccess, lookUp: LookUp, records: readonly JsonValue[]): FoundRecord {
  const ids = new Set(records.map((record) => idAt(access, record, lookUp.id)));
  const [externalId] = ids;
  const [record = null] = records;
  if (ids.size > 1)
    throw new ErpRejectedError(
      `The ERP has ${ids.size} records with the same ${lookUp.by}; keep one, then release again.`,
    );
  if (externalId === undefined)
    throw new ErpRejectedError(
      `The ERP has a record with that ${lookUp.by}, but without an id at "${lookUp.id}".`,
    );
  const state = lookUp.state === undefined ? undefined : textAt(record, lookUp.state);
  return {
    ...{ externalId, number: numberAt(record, lookUp.number), state },
    isLikely: lookUp.proof === 'likely',
  };
}

const notFindable = (lookUps: readonly LookUp[]): ErpRejectedError =>
  new ErpRejectedError(
    `Nothing was sent, because it could not be found again in the ERP afterwards: that takes ${lookUps.map(({ by }) => by).join(' – or ')}. Complete the account, then release again.`,
  );

const filterIgnored = ({ by }: LookUp): ErpRejectedError =>
  new ErpRejectedError(
    `The ERP answered the look-up by ${by} with other records, so that "not found" cannot be believed; check the connector's filter.`,
  );
