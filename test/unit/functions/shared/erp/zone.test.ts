import { describe, expect, it } from 'vitest';
import { readChanges } from '../../../../../functions/shared/erp/envelope.ts';
import { changesOfPage, pullPage } from '../../../../../functions/shared/erp/fetch/pull-page.ts';
import { mapToCanonical } from '../../../../../functions/shared/erp/map-to-canonical.ts';
import { zoneOf } from '../../../../../functions/shared/erp/zone.ts';
import { aConnector, aWebhook } from '../../../../support/erp/a-connector.ts';
import { asRead } from '../../../../support/erp/requests.ts';
import { access, scriptedErp } from '../../../../support/erp/scripted-erp.ts';

const mapping = { kind: 'expression', file: 'thing.jsonata' } as const;
const pull = {
  path: 'things',
  query: { from: '{since}' },
  records: 'rows',
  since: { format: 'naive' },
  modified: 'at',
} as const;
const connector = aConnector(
  {
    settings: { timeZone: { description: 'Zone of the site.' } },
    values: { zone: '{settings.timeZone}' },
    http: { authentication: { kind: 'none' }, test: { path: '' } } as never,
    webhook: aWebhook({
      envelope: {
        kind: 'topics',
        topic: 'type',
        id: ['id'],
        at: 'at',
        topics: { changed: { resource: 'things', change: 'updated' } },
      } as never,
    }),
    resources: { things: { entity: 'debtor', payload: 'complete', mapping, pull } },
  },
  { 'thing.jsonata': '{ "externalId": id, "modifiedAt": $instant(at, $zone) }' },
);
const settings = { timeZone: 'Europe/Vienna' };
const record = asRead({ type: 'changed', id: 'a', at: '2026-07-01 12:00:00.123456' });
const utc = '2026-07-01T10:00:00.123456Z';

describe('a zone that every connection has of its own', () => {
  it('holds in mappings, notifications, pulled pages and in what is asked for', async () => {
    const mapped = await mapToCanonical(connector, { entity: 'debtor', payload: record, settings });
    const announced = await readChanges(connector, record, { secrets: {}, settings });
    const listed = changesOfPage(connector, { resource: 'things', settings }, [record]);
    const erp = scriptedErp([{ body: { rows: [record] } }]);
    const known = access(connector, erp);
    const page = await pullPage(
      { ...known, connection: { ...known.connection, settings } },
      { entity: 'debtor', resource: 'things', since: '2026-07-01T10:00:00Z' },
    );

    expect([mapped.modifiedAt, announced.changes[0]?.at, listed[0]?.at, page.newest]).toEqual([
      utc,
      utc,
      utc,
      utc,
    ]);
    expect(erp.asked[0]?.url.searchParams.get('from')).toBe('2026-07-01 12:00:00');
  });

  it('is for a person where it is missing or no zone', () => {
    expect(() => zoneOf(connector.manifest, {})).toThrow(
      'the connection lacks a setting that "{settings.timeZone}" needs',
    );
    expect(() => zoneOf(connector.manifest, { timeZone: 'Mars/Base' })).toThrow(
      /"Mars\/Base" is not a time zone/,
    );
  });

  it('is UTC where nothing is said', () => {
    expect(zoneOf(aConnector({}).manifest)).toBe('UTC');
  });
});
