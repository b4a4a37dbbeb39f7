import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anErp } from './demo-erp-under-test.ts';
import type { ErpUnderTest } from './demo-erp-under-test.ts';

let under: ErpUnderTest;
beforeAll(async () => {
  under = await anErp();
});
afterAll(() => under.stop());

describe('signing in', () => {
  it('takes the right credentials, in the body or as Basic, and gives an expiring bearer token', async () => {
    const { clientId, clientSecret } = under.erp.credentials;
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const response = await fetch(`${under.erp.url}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: basic },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });

    expect((await under.token()).body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(response.status).toBe(200);
  });

  it('refuses wrong credentials and other grants', async () => {
    const wrong = await under.token({ clientId: 'orderseam', clientSecret: 'guess' });
    const other = await fetch(`${under.erp.url}/oauth2/token`, {
      method: 'POST',
      body: 'grant_type=password',
    });

    expect([wrong.status, wrong.body['error']]).toEqual([401, 'invalid_client']);
    expect([other.status, await other.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'unsupported_grant_type' }),
    ]);
  });

  it.each(['', 'Bearer nonsense', 'Bearer 9999999999999.abc.AAAA'])(
    'refuses the API to "%s"',
    async (authorization) => {
      const reply = await under.api('/companies', { headers: { authorization } });

      expect([reply.status, reply.body.error.code]).toEqual([401, 'Authentication_InvalidCredentials']);
    },
  );

  it('refuses a token whose time is over', async () => {
    const own = await anErp();
    const authorization = `Bearer ${String((await own.token()).body['access_token'])}`;
    const look = async () => (await own.api('/companies', { headers: { authorization } })).status;
    await own.advance(3_599_999);
    expect(await look()).toBe(200);
    await own.advance(1);
    expect(await look()).toBe(401);
    await own.stop();
  });
});

describe('reading', () => {
  it('finds the one company, and no other', async () => {
    const other = await under.api('/companies(00000000-0000-0000-0000-000000000001)/customers');

    expect((await under.api('/companies')).body.value).toEqual([
      expect.objectContaining({ id: under.erp.companyId, name: 'Musterbau Demo GmbH' }),
    ]);
    expect([other.status, other.body.error.code]).toEqual([404, 'Internal_CompanyNotFound']);
  });

  it.each([
    'customers',
    'items',
    'salesInvoices',
    'salesCreditMemos',
    'salesOrders',
    'itemCategories',
    'unitsOfMeasure',
    'paymentTerms',
  ])('lists and shows %s', async (set) => {
    const list = await under.company(`/${set}?$top=1`);
    const id = String(list.body.value[0]?.['id']);
    const single = await under.company(`/${set}(${id})`);

    expect(list.body.value).toEqual([single.body]);
    expect(single.headers.get('etag')).toBe(single.body['@odata.etag']);
    expect(single.body['lastModifiedDateTime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/);
  });

  it('writes amounts as JSON numbers with all their digits', async () => {
    const { text } = await under.company("/items?$filter=number eq '000096'&$select=unitPrice");

    expect(text).toMatch(/"unitPrice":\d+\.\d{5}\}/);
  });

  it('filters, orders, cuts, selects and counts', async () => {
    const query =
      "$filter=country eq 'DE'&$orderby=displayName desc&$top=2&$skip=1&$select=country&$count=true";
    const { body } = await under.company(`/customers?${query}`);

    expect(body['@odata.count']).toBe(10);
    expect(body.value.map((record) => Object.keys(record))).toEqual([
      ['@odata.etag', 'country'],
      ['@odata.etag', 'country'],
    ]);
    expect((await under.company('/customers/$count')).text).toBe('40');
  });

  it('expands the lines of documents, whole or selected, and shows them on their own', async () => {
    const whole = await under.company('/salesInvoices?$top=1&$expand=salesInvoiceLines');
    const [invoice] = whole.body.value;
    const lines = invoice?.['salesInvoiceLines'] as { sequence: number; documentId: string }[];
    const own = await under.company(`/salesInvoices(${String(invoice?.['id'])})/salesInvoiceLines`);
    const some = await under.company('/salesInvoices?$top=1&$expand=salesInvoiceLines($select=sequence)');

    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, index) => (index + 1) * 10_000));
    expect(new Set(lines.map(({ documentId }) => documentId))).toEqual(new Set([invoice?.['id']]));
    expect(own.body.value).toEqual(lines.map((line) => expect.objectContaining(line) as object));
    expect(some.body.value[0]?.['salesInvoiceLines']).toEqual(lines.map(({ sequence }) => ({ sequence })));
  });

  it('expands the payment terms of a customer, and shows none as null', async () => {
    const path = '/customers?$top=1&$expand=paymentTerm($select=code)';
    const [customer] = (await under.company(path)).body.value;
    const terms = await under.company(`/paymentTerms(${String(customer?.['paymentTermsId'])})`);
    const { code } = terms.body as unknown as { code: string };

    expect(customer?.['paymentTerm']).toMatchObject({ code });
    expect(customer?.['paymentTerm']).not.toHaveProperty('displayName');
    expect((await under.company('/items?$expand=paymentTerm')).status).toBe(400);
  });

  it.each([
    ['/nonsense', 404, 'BadRequest_ResourceNotFound'],
    ['/customers(nonsense)', 400, 'BadRequest'],
    ['/customers(00000000-0000-0000-0000-000000000001)', 404, 'Internal_RecordNotFound'],
    ["/customers?$filter=nickname eq 'x'", 400, 'BadRequest'],
    ['/customers?$expand=salesInvoiceLines', 400, 'BadRequest'],
    ['/customers?$search=x', 400, 'BadRequest'],
    ['/customers(%', 400, undefined],
  ])('refuses %s with %d %s', async (path, status, code) => {
    const reply = await under.company(path);

    expect([reply.status, reply.body.error?.code]).toEqual([status, code]);
  });

  it('takes no writes of what integrations only read', async () => {
    const reply = await under.company('/items', { method: 'POST', json: {} });

    expect([reply.status, reply.body.error.code]).toEqual([405, 'BadRequest_MethodNotAllowed']);
  });
});

describe('paging', () => {
  it('follows the next link to every record once, as large as preferred', async () => {
    const seen: unknown[] = [];
    let path: string | undefined =
      `/companies(${under.erp.companyId})/salesInvoices?$select=number&$orderby=postingDate desc`;
    for (let pages = 0; path !== undefined && pages < 10; pages += 1) {
      const { body, headers } = await under.api(path, { headers: { prefer: 'odata.maxpagesize=100' } });
      expect(headers.get('preference-applied')).toBe('odata.maxpagesize=100');
      seen.push(...body.value.map(({ number }) => number));
      path = (body['@odata.nextLink'] as string | undefined)?.replace(`${under.erp.url}/api/v2.0`, '');
    }

    expect(seen).toHaveLength(365);
    expect(new Set(seen).size).toBe(365);
  });

  it('has no next link on the last page', async () => {
    const { body } = await under.company('/customers', { headers: { prefer: 'odata.maxpagesize=40' } });

    expect(body.value).toHaveLength(40);
    expect(body).not.toHaveProperty('@odata.nextLink');
  });
});
