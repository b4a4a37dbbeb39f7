import { describe, expect, it } from 'vitest';
import { fetchRecord } from '../../../functions/shared/erp/fetch/fetch-record.ts';
import { listKeys } from '../../../functions/shared/erp/fetch/list-keys.ts';
import { changesOfPage, pullPage } from '../../../functions/shared/erp/fetch/pull-page.ts';
import { testConnection } from '../../../functions/shared/erp/fetch/test-connection.ts';
import { shippedConnector } from '../../support/erp/a-connector.ts';
import { access, scriptedErp, type ScriptedAnswer } from '../../support/erp/scripted-erp.ts';

const connector = shippedConnector('odoo');
const context = { active_test: false, allowed_company_ids: [1] };

/** An Odoo that answers from a script, and what it was asked: path and body. */
function odoo(script: readonly ScriptedAnswer[]) {
  const erp = scriptedErp(script);
  const opened = access(connector, erp, {
    connection: { externalCompany: '1', settings: { database: 'alm' } },
    secrets: { apiKey: 'k', hookKey: 'h' },
  });
  const asked = () =>
    erp.asked.map(({ url, body }) => ({
      call: url.pathname.replace('/api/v1/json/2/', ''),
      body: JSON.parse(body ?? 'null') as Record<string, unknown>,
    }));
  return { erp, access: opened, asked };
}

const fetched = (script: readonly ScriptedAnswer[], resource = 'res.partner') => {
  const asked = odoo(script);
  return { ...asked, result: fetchRecord(asked.access, { resource, externalId: '88' }) };
};

describe('reading what a hint names', () => {
  it('is a call with database, key, company and archived records', async () => {
    const { erp, asked, result } = fetched([{ body: [{ id: 88, active: false }] }]);

    expect(await result).toEqual({ gone: false, payload: { id: '88', active: false } });
    expect(asked()).toMatchObject([{ call: 'res.partner/read', body: { ids: [88], context } }]);
    expect(erp.asked[0]).toMatchObject({
      method: 'POST',
      headers: { authorization: 'bearer k', 'x-odoo-database': 'alm' },
    });
  });

  it('of an invoice takes a second call for its lines, which are put in their order', async () => {
    const line = (id: number, sequence: number) => ({ id, sequence });
    const { asked, result } = fetched(
      [{ body: [{ id: 88, name: 'INV/1' }] }, { body: [line(401, 20), line(402, 10)] }],
      'account.move',
    );

    expect(await result).toMatchObject({ payload: { lines: [{ id: '402' }, { id: '401' }] } });
    expect(asked()[1]).toMatchObject({
      call: 'account.move.line/search_read',
      body: { limit: 500, order: 'id', context },
    });
    expect(asked()[1]?.body['domain']).toEqual([
      ['move_id', '=', 88],
      ['display_type', 'in', ['product', 'rounding', 'line_section', 'line_subsection', 'line_note']],
      ['id', '>', 0],
    ]);
  });

  it('goes on after the last line of a full page', async () => {
    const page = (from: number, count: number) => ({
      body: Array.from({ length: count }, (_, index) => ({ id: from + index, sequence: 10 })),
    });
    const { asked, result } = fetched([{ body: [{ id: 88 }] }, page(1, 500), page(501, 3)], 'account.move');
    const reply = await result;

    expect(reply.gone ? [] : (reply.payload as { lines: unknown[] }).lines).toHaveLength(503);
    expect(asked()[2]?.body['domain']).toContainEqual(['id', '>', 500]);
  });
});

describe('a record that is gone', () => {
  it.each([
    [{ body: [] }],
    [{ status: 404, body: { name: 'odoo.exceptions.MissingError', message: 'Gone.' } }],
    [{ status: 404, body: '"Record does not exist or has been deleted.\\n(Record: res.partner(88,))"' }],
  ])('is known by %j', async (answer) => {
    expect(await fetched([answer]).result).toEqual({ gone: true });
  });

  it.each([
    [
      'a model that is not installed',
      404,
      { name: 'werkzeug.exceptions.NotFound', message: 'no model' },
      /no model/,
    ],
    ['a page of a proxy', 404, '<h1>Not Found</h1>', /answered 404/],
    [
      'what we may not see',
      403,
      { name: 'odoo.exceptions.AccessError', message: 'Not allowed.' },
      /Not allowed/,
    ],
    ['a key that ended', 401, '"Invalid apikey"', /Invalid apikey.*Renew the credentials/],
    [
      'an error inside 200',
      200,
      { error: { data: { name: 'odoo.exceptions.UserError', message: 'Locked.' } } },
      /Locked/,
    ],
    ['an error of another kind inside 200', 200, { error: 'broken' }, /answered 200/],
  ])('is not: %s', async (_, status, body, words) => {
    await expect(fetched([{ status, body }]).result).rejects.toMatchObject({
      name: expect.stringMatching(/Rejected|Refused|Error/) as string,
      message: expect.stringMatching(words) as string,
    });
  });

  it.each([
    [409, { name: 'odoo.exceptions.LockError', message: 'Locked' }],
    [429, '"Too many requests"'],
    [503, undefined],
    [200, { error: { data: { name: 'psycopg2.OperationalError', message: 'lost' } } }],
    [200, '<html>'],
  ])('is not: %i %j is tried again', async (status, body) => {
    await expect(fetched([{ status, body }]).result).rejects.toMatchObject({ name: 'ErpUnavailableError' });
  });
});

const since = '2026-03-01T10:20:30.999Z';
const changed = ['write_date', '>=', '2026-03-01 10:20:30'];

describe('polling', () => {
  it('asks for customers by their change time in UTC, whole seconds, archived ones too', async () => {
    const { access: opened, asked } = odoo([{ body: [{ id: 5, write_date: '2026-03-01 11:00:00' }] }]);
    const page = await pullPage(opened, { entity: 'debtor', resource: 'res.partner', since });

    expect(page).toMatchObject({ newest: '2026-03-01T11:00:00Z' });
    expect(page.nextCursor).toBe(undefined);
    expect(asked()).toMatchObject([
      { call: 'res.partner/search_read', body: { limit: 500, order: 'id', context } },
    ]);
    expect(asked()[0]?.body['domain']).toEqual([changed, ['customer_rank', '>', 0], ['id', '>', 0]]);
  });

  it('asks for the keys of invoices that changed or were paid; each is read then', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({
      id: index + 1,
      write_date: '2026-03-01 11:00:00',
    }));
    const { access: opened, asked } = odoo([{ body: rows }]);
    const page = await pullPage(opened, { entity: 'invoice', resource: 'account.move', since, cursor: '7' });

    expect(page.nextCursor).toBe('50');
    expect(asked()[0]?.body).toMatchObject({ limit: 50, fields: ['id', 'write_date'] });
    expect(asked()[0]?.body['domain']).toEqual([
      ['move_type', 'in', ['out_invoice', 'out_refund', 'out_receipt']],
      ...['|', '|', changed],
      ['line_ids.matched_credit_ids.create_date', '>=', '2026-03-01 10:20:30'],
      ['line_ids.matched_debit_ids.create_date', '>=', '2026-03-01 10:20:30'],
      ['id', '>', 7],
    ]);
    expect(changesOfPage(connector, { resource: 'account.move' }, page.payloads)[0]).toEqual({
      ...{ entity: 'invoice', resource: 'account.move', change: 'updated' },
      ...{ externalId: '1', at: '2026-03-01T11:00:00Z' },
    });
  });

  it('compares all keys with their number, asked for by the same domain', async () => {
    const { access: opened, asked } = odoo([{ body: '2' }, { body: [{ id: 5 }, { id: 9 }] }]);

    expect(await listKeys(opened, { resource: 'res.partner' })).toEqual({
      externalIds: ['5', '9'],
      cursor: undefined,
      stated: 2,
    });
    const customers = ['customer_rank', '>', 0];
    expect(asked()).toMatchObject([
      { call: 'res.partner/search_count', body: { domain: [customers], context } },
      {
        call: 'res.partner/search_read',
        body: { domain: [customers, ['id', '>', 0]], limit: 2000, context },
      },
    ]);
  });
});

describe('testing a connection', () => {
  it('counts sales documents, which takes key, database, company and rights', async () => {
    const { access: opened, asked } = odoo([{ body: '0' }]);

    expect(await testConnection(opened)).toEqual({ ok: true, detail: 'Odoo 19 answered.' });
    expect(asked()).toMatchObject([{ call: 'account.move/search_count', body: { context } }]);
  });

  it('says what the connection lacks', async () => {
    const lacking = access(connector, scriptedErp([]), { secrets: { hookKey: 'h' } });

    expect(await testConnection(lacking)).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/database.*apiKey/) as string,
    });
  });
});
