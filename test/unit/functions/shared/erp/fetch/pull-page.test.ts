import { describe, expect, it } from 'vitest';
import { changesOfPage, pullPage } from '../../../../../../functions/shared/erp/fetch/pull-page.ts';
import { pulledResources } from '../../../../../../functions/shared/erp/pulled-resources.ts';
import { aConnector, shippedConnector } from '../../../../../support/erp/a-connector.ts';
import { asRead } from '../../../../../support/erp/requests.ts';
import { access, scriptedErp, type ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

const mapping = { kind: 'canonical' } as const;

function connectorWith(pull: object, paging: object = { kind: 'none' }, values: object = {}) {
  const rule = { path: 'things', records: 'rows', since: {}, modified: 'changed', ...pull };
  return aConnector({
    http: { authentication: { kind: 'none' }, test: { path: '' }, paging } as never,
    values,
    resources: { things: { entity: 'debtor', payload: 'complete', mapping, pull: rule } },
  });
}

async function allPages(connector: ReturnType<typeof aConnector>, script: readonly ScriptedAnswer[]) {
  const erp = scriptedErp(script);
  const request = { entity: 'debtor', resource: 'things', since: '2026-01-31T23:30:00.500Z' } as const;
  let page = await pullPage(access(connector, erp), request);
  while (page.nextCursor !== undefined)
    page = await pullPage(access(connector, erp), { ...request, cursor: page.nextCursor });
  return {
    erp,
    page,
    asked: erp.asked.map(({ url }) => url.href.replace('https://erp.example/api/v1/', '')),
  };
}

const rows = (count: number, more: object = {}) => ({
  body: { rows: Array.from({ length: count }, (_, id) => ({ id })), ...more },
});

describe('paging', () => {
  it('by link, absolute or relative, up to the page without one', async () => {
    const { asked } = await allPages(connectorWith({}, { kind: 'next-link', path: '@odata\\.nextLink' }), [
      rows(1, { '@odata.nextLink': 'https://erp.example/api/v1/things?$skiptoken=a%20b' }),
      rows(1, { '@odata.nextLink': 'things?$skiptoken=c' }),
      rows(1, { '@odata.nextLink': '' }),
    ]);

    expect(asked).toEqual(['things', 'things?$skiptoken=a%20b', 'things?$skiptoken=c']);
  });

  it('by link is refused when the link leads elsewhere, also when it comes back as a cursor', async () => {
    const connector = connectorWith({}, { kind: 'next-link', path: 'next' });

    await expect(
      allPages(connector, [rows(1, { next: 'https://evil.example/api/v1/things' })]),
    ).rejects.toThrow(/was refused/);
    const request = {
      entity: 'debtor',
      resource: 'things',
      since: '2026-01-01T00:00:00Z',
      cursor: '//evil.example/api/v1/things',
    } as const;
    await expect(pullPage(access(connector, scriptedErp([])), request)).rejects.toThrow(/was refused/);
  });

  it('by page number ends with a short page', async () => {
    const { asked } = await allPages(
      connectorWith({}, { kind: 'page', parameter: 'page', sizeParameter: 'pageSize', size: 2 }),
      [rows(2), rows(2), rows(1)],
    );

    expect(asked).toEqual([
      'things?page=1&pageSize=2',
      'things?page=2&pageSize=2',
      'things?page=3&pageSize=2',
    ]);
  });

  it('by page number from zero ends with the flag', async () => {
    const paging = { kind: 'page', parameter: 'p', first: 0, size: 9, hasMore: 'more' };
    const { asked } = await allPages(connectorWith({}, paging), [
      rows(1, { more: true }),
      rows(1, { more: false }),
    ]);

    expect(asked).toEqual(['things?p=0', 'things?p=1']);
  });

  it('by offset counts what came', async () => {
    const { asked } = await allPages(connectorWith({}, { kind: 'offset', parameter: 'offset', size: 2 }), [
      rows(2),
      rows(2),
      rows(0),
    ]);

    expect(asked).toEqual(['things?offset=0', 'things?offset=2', 'things?offset=4']);
  });

  it('a cursor that is none is refused', async () => {
    const connector = connectorWith({}, { kind: 'page', parameter: 'p', size: 2 });
    const request = {
      entity: 'debtor',
      resource: 'things',
      since: '2026-01-01T00:00:00Z',
      cursor: '1&admin=1',
    } as const;

    await expect(pullPage(access(connector, scriptedErp([])), request)).rejects.toThrow(
      /not one of this connection/,
    );
  });

  it('an answer without the list, or no such list at all, is never an empty page', async () => {
    await expect(allPages(connectorWith({}), [{ body: { rows: {} } }])).rejects.toThrow(/no list at "rows"/);
    await expect(allPages(connectorWith({}), [{ status: 404 }])).rejects.toThrow(/no such list/);
  });
});

describe('the change filter', () => {
  it.each([
    [{}, '2026-01-31T23:30:00.500Z'],
    [{ format: 'date', zone: 'Europe/Vienna' }, '2026-02-01'],
    [{ format: 'date' }, '2026-01-31'],
    [{ format: 'naive', zone: 'Europe/Vienna' }, '2026-02-01 00:30:00'],
    [{ format: 'epoch-seconds' }, '1769902200'],
    [{ format: 'epoch-milliseconds' }, '1769902200500'],
    [{ format: 'http-date' }, 'Sat, 31 Jan 2026 23:29:59 GMT'],
    [{ bound: 'after' }, '2026-01-31T23:30:00.499Z'],
    [{ format: 'date', zone: 'Europe/Vienna', bound: 'after' }, '2026-01-31'],
    [{ format: 'naive', bound: 'after' }, '2026-01-31 23:29:59'],
    [{ format: 'epoch-seconds', bound: 'after' }, '1769902199'],
    [{ format: 'epoch-milliseconds', bound: 'after' }, '1769902200499'],
  ])('is written as %j: %s, never later than the watermark', async (since, written) => {
    const { erp } = await allPages(connectorWith({ since, query: { $filter: 'changed ge {since}' } }), [
      rows(0),
    ]);

    expect(erp.asked[0]?.url.searchParams.get('$filter')).toBe(`changed ge ${written}`);
  });

  it('can be a header', async () => {
    const { erp } = await allPages(
      connectorWith({ since: { format: 'http-date' }, headers: { 'If-Modified-Since': '{since}' } }),
      [rows(0)],
    );

    expect(erp.asked[0]?.headers['if-modified-since']).toBe('Sat, 31 Jan 2026 23:29:59 GMT');
  });
});

describe('a page', () => {
  it('tells its newest change by time, not by text', async () => {
    const changed = [
      '2026-01-01T00:00:09.5Z',
      '2026-01-01T00:00:10Z',
      '2026-01-01T00:00:10.25Z',
      '2026-01-01T00:00:10.2Z',
      null,
    ];
    const { page } = await allPages(connectorWith({}), [
      { body: { rows: changed.map((at, id) => ({ id, changed: at })) } },
    ]);

    expect(page.newest).toBe('2026-01-01T00:00:10.25Z');
  });

  it('tells times in the zone of the ERP', async () => {
    const connector = connectorWith({}, { kind: 'none' }, { zone: 'Europe/Vienna' });
    const { page } = await allPages(connector, [
      { body: { rows: [{ id: 1, changed: '2026-07-01 12:00:00.5' }] } },
    ]);

    expect(page.newest).toBe('2026-07-01T10:00:00.5Z');
  });

  it('becomes changes with their payload, or pointers where the list holds ids only', () => {
    const record = asRead({ id: 'a', changed: '2026-01-01T00:00:00Z' });
    const change = {
      entity: 'debtor',
      resource: 'things',
      change: 'updated',
      externalId: 'a',
      at: '2026-01-01T00:00:00Z',
    };

    expect(changesOfPage(connectorWith({}), { resource: 'things' }, [record])).toEqual([
      { ...change, data: record },
    ]);
    expect(changesOfPage(connectorWith({ expand: true }), { resource: 'things' }, [record])).toEqual([
      change,
    ]);
  });

  it('with a record without id is not read at all: the watermark must not pass it', () => {
    expect(() =>
      changesOfPage(connectorWith({}), { resource: 'things' }, [asRead({ id: 'a' }), asRead({ key: 'b' })]),
    ).toThrow(/no usable id/);
  });

  it('exists for each record type of an entity', () => {
    expect(pulledResources(shippedConnector('business-central'), 'invoice')).toEqual([
      'salesInvoices',
      'salesCreditMemos',
    ]);
    expect(pulledResources(shippedConnector('standard'), 'invoice')).toEqual([]);
  });
});
