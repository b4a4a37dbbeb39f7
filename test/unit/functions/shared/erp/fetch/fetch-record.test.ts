import { describe, expect, it } from 'vitest';
import { fetchRecord } from '../../../../../../functions/shared/erp/fetch/fetch-record.ts';
import { aConnector, shippedConnector } from '../../../../../support/erp/a-connector.ts';
import { access, scriptedErp, type ScriptedAnswer } from '../../../../../support/erp/scripted-erp.ts';

const mapping = { kind: 'canonical' } as const;
const connectorWith = (fetch: object, http: object = {}) =>
  aConnector({
    http: { authentication: { kind: 'none' }, test: { path: '' }, ...http } as never,
    resources: { things: { entity: 'debtor', payload: 'complete', mapping, fetch: fetch as never } },
  });
const pointer = { resource: 'things', externalId: 'a-1' };
const fetched = (
  script: readonly ScriptedAnswer[],
  fetch: object = { path: 'things/{id}' },
  http: object = {},
) => {
  const erp = scriptedErp(script);
  return { erp, result: fetchRecord(access(connectorWith(fetch, http), erp), pointer) };
};

describe('fetching by pointer', () => {
  it('asks at the address built from the id and keeps numbers as text', async () => {
    const { erp, result } = fetched([{ body: '{"id":"a-1","price":1.10}' }], {
      path: 'things/{id}',
      query: { $expand: 'lines(x)' },
    });

    expect(await result).toEqual({ gone: false, payload: { id: 'a-1', price: '1.10' } });
    expect(erp.asked[0]?.url.href).toBe('https://erp.example/api/v1/things/a-1?$expand=lines(x)');
  });

  it.each([404, 410])('%d means that the record is gone', async (status) => {
    expect(await fetched([{ status }]).result).toEqual({ gone: true });
  });

  it('unwraps the record, and takes an empty list for "gone"', async () => {
    const wrapped = { path: 'things', query: { id: '{id}' }, record: 'result.0' };

    expect(await fetched([{ body: { result: [{ id: 'a-1' }] } }], wrapped).result).toEqual({
      gone: false,
      payload: { id: 'a-1' },
    });
    expect(await fetched([{ body: { result: [] } }], wrapped).result).toEqual({ gone: true });
  });

  it.each([{ body: { result: {} } }, { body: {} }, { body: [] }, { status: 204 }])(
    'an answer of another shape is never taken for a deletion (%j)',
    async (answer) => {
      await expect(fetched([answer], { path: 'things', record: 'result.0' }).result).rejects.toThrow(
        /holds no record/,
      );
    },
  );

  it('another record than the asked one is refused', async () => {
    await expect(fetched([{ body: { id: 'b-2' } }]).result).rejects.toThrow(/another record than a-1/);
  });

  it('the id stands where the request says, for ERPs with a key of its own for each record type', async () => {
    const own = { path: 'things/{id}', id: 'thingKey' };
    const other = { body: { id: 'a-1', thingKey: 'b-2' } };

    expect(await fetched([{ body: { id: 'x', thingKey: 'a-1' } }], own).result).toMatchObject({
      gone: false,
    });
    await expect(fetched([other], own).result).rejects.toThrow(/another record than a-1/);
  });

  it('an id of another form is never asked for', async () => {
    const erp = scriptedErp([]);

    await expect(
      fetchRecord(access(connectorWith({ path: '{id}' }), erp), { ...pointer, externalId: '../admin' }),
    ).rejects.toThrow(/nothing was asked for/);
    expect(erp.asked).toEqual([]);
  });

  it.each([0, 1, 2])('lines of a second request are added, over %d further pages', async (furtherPages) => {
    const pages = Array.from({ length: furtherPages + 1 }, (_, index) => ({
      body: { rows: [{ n: index }], ...(index < furtherPages ? { next: `lines?page=${index + 1}` } : {}) },
    }));
    const lines = { path: 'things/{id}/lines', records: 'rows', into: 'lines' };
    const { result } = fetched(
      [{ body: { id: 'a-1' } }, ...pages],
      { path: 'things/{id}', lines },
      { paging: { kind: 'next-link', path: 'next' } },
    );

    expect(await result).toEqual({
      gone: false,
      payload: { id: 'a-1', lines: pages.map((_, index) => ({ n: String(index) })) },
    });
  });
});

describe('Business Central', () => {
  const id = 'a1b2c3d4-0000-4000-8000-000000000001';
  const given = {
    connection: {
      externalCompany: '5b1f2c9e-0d7a-4b7e-9a55-2f1c6c7f0a11',
      settings: { tenantId: 'contoso' },
    },
    secrets: { clientId: 'me', clientSecret: 's' },
  };
  const ask = (answer: ScriptedAnswer) => {
    const erp = scriptedErp([{ body: { access_token: 't', expires_in: 3600 } }, answer]);
    return {
      erp,
      result: fetchRecord(access(shippedConnector('business-central'), erp, given), {
        resource: 'salesInvoices',
        externalId: id,
      }),
    };
  };

  it('asks for the lines with the document', async () => {
    const { erp, result } = ask({ body: { id: id.toUpperCase() } });
    await result;

    expect(erp.asked.map(({ url }) => url.href)).toEqual([
      'https://login.microsoftonline.com/contoso/oauth2/v2.0/token',
      `https://erp.example/api/v1/companies(5b1f2c9e-0d7a-4b7e-9a55-2f1c6c7f0a11)/salesInvoices(${id})?$expand=salesInvoiceLines`,
    ]);
  });

  it('only the missing record is a deletion; a wrong company, address or proxy is for a person', async () => {
    const notFound = (code: string, message = '') =>
      ask({ status: 404, body: { error: { code, message } } }).result;

    expect(await notFound('Internal_RecordNotFound')).toEqual({ gone: true });
    await expect(notFound('Internal_CompanyNotFound', 'Cannot find the company.')).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringContaining('Cannot find the company.'),
    });
    await expect(
      notFound('BadRequest_ResourceNotFound', "Resource not found for the segment 'x'."),
    ).rejects.toMatchObject({ name: 'ErpRejectedError' });
    await expect(ask({ status: 404, body: '<html>' }).result).rejects.toMatchObject({
      name: 'ErpRejectedError',
    });
  });
});
