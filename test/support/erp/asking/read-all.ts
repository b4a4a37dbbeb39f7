import type { Entity } from '../../../../domain/canonical/change.ts';
import { ErpRejectedError } from '../../../../domain/errors.ts';
import type { ErpAccess } from '../../../../functions/shared/erp/fetch/erp-access.ts';
import { fetchRecord } from '../../../../functions/shared/erp/fetch/fetch-record.ts';
import { listKeys } from '../../../../functions/shared/erp/fetch/list-keys.ts';
import { changesOfPage, pullPage } from '../../../../functions/shared/erp/fetch/pull-page.ts';
import type { JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import { mapToCanonical } from '../../../../functions/shared/erp/map-to-canonical.ts';

export interface Asked {
  readonly entity: Entity & ('debtor' | 'invoice');
  readonly resource: string;
  readonly since?: string;
}

/** Everything that changed since a time, in our own words: page by page, and record by record where pages hold ids only. */
export async function pulledRecords(access: ErpAccess, asked: Asked): Promise<object[]> {
  const records: object[] = [];
  let cursor: string | undefined;
  do {
    const page = await pullPage(access, { since: '2000-01-01T00:00:00Z', ...asked, cursor });
    for (const change of changesOfPage(access.connector, asked, page.payloads)) {
      const payload = change.data as JsonValue | undefined; // as the page holds it
      records.push(await mapped(access, asked, payload ?? (await fetched(access, asked, change.externalId))));
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return records;
}

export async function fetchedRecord(access: ErpAccess, asked: Asked, id: string): Promise<object> {
  return mapped(access, asked, await fetched(access, asked, id));
}

async function fetched(access: ErpAccess, { resource }: Asked, externalId: string): Promise<JsonValue> {
  const answer = await fetchRecord(access, { resource, externalId });
  if (answer.gone) throw new ErpRejectedError(`${resource} ${externalId} is gone.`);
  return answer.payload;
}

async function mapped(access: ErpAccess, { entity, resource }: Asked, payload: JsonValue): Promise<object> {
  const { settings } = access.connection;
  const record = await mapToCanonical(access.connector, { entity, resource, payload, settings });
  return { ...record, modifiedAt: inSeconds(record.modifiedAt ?? '') };
}

/** Some systems tell fractions of a second, others do not. */
const inSeconds = (instant: string): string => instant.replace(/\.\d+Z$/, 'Z');

/** The ids of all records, and how many the ERP says there are. */
export async function listedKeys(access: ErpAccess, resource: string) {
  const first = await listKeys(access, { resource });
  const externalIds = [...first.externalIds];
  for (let cursor = first.cursor; cursor !== undefined; ) {
    const page = await listKeys(access, { resource, cursor });
    externalIds.push(...page.externalIds);
    cursor = page.cursor;
  }
  return { externalIds, stated: first.stated };
}
