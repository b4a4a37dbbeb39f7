import { describe, expect, it } from 'vitest';
import { fetchRecord } from '../../../../../../functions/shared/erp/fetch/fetch-record.ts';
import { listKeys } from '../../../../../../functions/shared/erp/fetch/list-keys.ts';
import { pullPage } from '../../../../../../functions/shared/erp/fetch/pull-page.ts';
import { testConnection } from '../../../../../../functions/shared/erp/fetch/test-connection.ts';
import { aConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp, type ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

/** An ERP of calls with named arguments, as JSON-RPC: always POST, always 200, an error is a member of the answer. */
const call = (name: string, args: object) => ({
  method: 'POST' as const,
  path: 'rpc',
  body: { jsonrpc: '2.0', method: name, params: args } as never,
});

function connectorWith(paging: object, resource: object = {}) {
  return aConnector({
    identity: { id: 'id', pattern: '[0-9]{1,9}' },
    settings: { company: { description: 'Company.' } },
    http: {
      authentication: { kind: 'none' },
      paging,
      test: call('ping', { company: '{settings.company:number}' }),
      errors: [
        { status: [200], path: 'error.data.name', matches: 'MissingError$', means: 'gone' },
        { status: [200], path: 'error.data.name', matches: 'Timeout$', means: 'unavailable' },
        { status: [200], path: 'error', means: 'rejected' },
      ],
      errorText: ['error.data.message', 'error.message'],
    } as never,
    resources: {
      things: {
        entity: 'debtor',
        payload: 'complete',
        mapping: { kind: 'canonical' },
        fetch: { ...call('read', { ids: ['{id:number}'] }), record: 'result.0' },
        ...resource,
      },
    },
  });
}

const bodies = ({ asked }: ReturnType<typeof scriptedErp>): unknown[] =>
  asked.map(({ body }) => JSON.parse(body ?? 'null') as unknown);
const params = (erp: ReturnType<typeof scriptedErp>): unknown[] =>
  bodies(erp).map((body) => (body as { params: unknown }).params);

const fetchedBy = (connector: ReturnType<typeof aConnector>, script: readonly ScriptedAnswer[]) => {
  const erp = scriptedErp(script);
  return { erp, result: fetchRecord(access(connector, erp), { resource: 'things', externalId: '42' }) };
};

describe('a call in a POST body', () => {
  it('carries ids as numbers where the template says so', async () => {
    const { erp, result } = fetchedBy(connectorWith({ kind: 'none' }), [{ body: { result: [{ id: 42 }] } }]);

    expect(await result).toEqual({ gone: false, payload: { id: '42' } });
    expect(bodies(erp)).toEqual([{ jsonrpc: '2.0', method: 'read', params: { ids: [42] } }]);
  });

  it.each(['7a', '007', '1e3', '1234567890123456'])(
    '"%s" is no whole number: nothing is sent',
    async (company) => {
      const erp = scriptedErp([]);
      const tested = await testConnection(
        access(connectorWith({ kind: 'none' }), erp, { connection: { settings: { company } } }),
      );

      expect(tested).toMatchObject({
        ok: false,
        detail: expect.stringContaining('should be a whole number') as string,
      });
      expect(erp.asked).toEqual([]);
    },
  );

  it('can be what proves access', async () => {
    const erp = scriptedErp([{ body: { result: true } }]);
    const connection = { settings: { company: '3' } };

    expect(await testConnection(access(connectorWith({ kind: 'none' }), erp, { connection }))).toMatchObject({
      ok: true,
    });
    expect(erp.asked[0]?.method).toBe('POST');
    expect(params(erp)).toEqual([{ company: 3 }]);
  });
});

describe('an error inside 200', () => {
  const failing = (name: string) =>
    fetchedBy(connectorWith({ kind: 'none' }), [
      { body: { jsonrpc: '2.0', error: { message: 'Server Error', data: { name, message: `${name}!` } } } },
    ]).result;

  it('is a deletion only where the manifest names it', async () => {
    expect(await failing('odoo.exceptions.MissingError')).toEqual({ gone: true });
  });

  it('is tried again or for a person, in the words of the ERP', async () => {
    await expect(failing('psycopg.Timeout')).rejects.toMatchObject({ name: 'ErpUnavailableError' });
    await expect(failing('AccessError')).rejects.toThrow(/answered 200: AccessError!/);
  });
});

const pull = {
  ...call('search', { since: '{since}', after: '{after:number}', limit: 2 }),
  records: 'result',
  since: { format: 'naive' },
  modified: 'changed',
} as const;

async function allPages(connector: ReturnType<typeof aConnector>, script: readonly ScriptedAnswer[]) {
  const erp = scriptedErp(script);
  const request = { entity: 'debtor', resource: 'things', since: '2026-01-31T23:30:00.500Z' } as const;
  const ids: unknown[] = [];
  let page = await pullPage(access(connector, erp), request);
  ids.push(...page.payloads);
  while (page.nextCursor !== undefined) {
    page = await pullPage(access(connector, erp), { ...request, cursor: page.nextCursor });
    ids.push(...page.payloads);
  }
  return { erp, ids };
}

const page = (...ids: number[]): ScriptedAnswer => ({ body: { result: ids.map((id) => ({ id })) } });

describe('paging by key', () => {
  const byKey = connectorWith({ kind: 'key', size: 2 }, { pull });

  it('goes on after the last id of the page before, so that no page shifts', async () => {
    const { erp, ids } = await allPages(byKey, [page(3, 9), page(10, 40), page(41)]);

    expect(ids).toEqual(['3', '9', '10', '40', '41'].map((id) => ({ id })));
    expect(params(erp)).toEqual(
      [0, 9, 40].map((after) => ({ since: '2026-01-31 23:30:00', after, limit: 2 })),
    );
  });

  it('a request may ask for fewer rows than others do', async () => {
    const single = connectorWith({ kind: 'key', size: 50 }, { pull: { ...pull, pageSize: 1 } });
    const { ids } = await allPages(single, [page(3), page(9), page()]);

    expect(ids).toEqual([{ id: '3' }, { id: '9' }]);
  });

  it('a list that does not go on is refused, not read for ever', async () => {
    await expect(allPages(byKey, [page(3, 9), page(3, 9)])).rejects.toThrow(/does not go on after "9"/);
    await expect(allPages(byKey, [page(9, 0)])).rejects.toThrow(/does not go on after "0"/);
  });

  it('a cursor that is no id of this ERP is refused', async () => {
    const request = { entity: 'debtor', resource: 'things', since: '2026-01-01T00:00:00Z' } as const;

    await expect(pullPage(access(byKey, scriptedErp([])), { ...request, cursor: '9]]' })).rejects.toThrow(
      /not one of this connection/,
    );
  });

  it('counts can stand in the body as well', async () => {
    const counted = { ...pull, ...call('search', { offset: '{offset:number}' }) };
    const { erp } = await allPages(connectorWith({ kind: 'offset', size: 2 }, { pull: counted }), [
      page(1, 2),
      page(3),
    ]);

    expect(params(erp)).toEqual([{ offset: 0 }, { offset: 2 }]);
    expect(erp.asked.map(({ url }) => url.search)).toEqual(['', '']);
  });
});

describe('lines in a second request', () => {
  it('are put in the order of their positions, wherever a page ended', async () => {
    const lines = {
      ...call('lines', { of: '{id:number}', after: '{after:number}' }),
      records: 'result',
      into: 'rows',
      position: 'no',
    };
    const fetch = { ...call('read', { ids: ['{id:number}'] }), record: 'result.0', lines };
    const row = (id: number, no: number | null) => ({ id, no });
    const { erp, result } = fetchedBy(connectorWith({ kind: 'key', size: 2 }, { fetch }), [
      page(42),
      { body: { result: [row(1, 10), row(2, null)] } },
      { body: { result: [row(5, 9), row(6, 10)] } },
      { body: { result: [] } },
    ]);

    expect(await result).toEqual({
      gone: false,
      payload: {
        id: '42',
        rows: [
          { id: '5', no: '9' },
          { id: '1', no: '10' },
          { id: '6', no: '10' },
          { id: '2', no: null },
        ],
      },
    });
    expect(params(erp).slice(1)).toEqual([0, 2, 6].map((after) => ({ of: 42, after })));
  });
});

describe('how many records there are', () => {
  const list = {
    ...call('ids', { after: '{after:number}' }),
    records: 'result',
    count: { ...call('count', {}), number: 'result' },
  };
  const keys = (script: readonly ScriptedAnswer[], cursor?: string) =>
    listKeys(access(connectorWith({ kind: 'key', size: 2 }, { list }), scriptedErp(script)), {
      resource: 'things',
      cursor,
    });

  it('can be asked for by a request of its own, once', async () => {
    expect(await keys([{ body: { result: 3 } }, page(1, 2)])).toEqual({
      externalIds: ['1', '2'],
      cursor: '2',
      stated: 3,
    });
    expect(await keys([page(3)], '2')).toEqual({ externalIds: ['3'], cursor: undefined, stated: undefined });
  });

  it('is not stated by an answer that is no count', async () => {
    expect((await keys([{ body: { result: null } }, page(1)])).stated).toBe(undefined);
  });
});
