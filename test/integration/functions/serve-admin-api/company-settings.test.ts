import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RenderRequest } from '../../../../domain/documents/render-request.ts';
import { listCompanySettings } from '../../../../functions/shared/store/company-settings.ts';
import { adminClient, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';
import { companySettings } from '../../../support/sales/sale-records.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let company = '';
let count = 0;
beforeEach(() => {
  company = `company-${(count += 1)}`;
  start();
});

function start(overrides: Parameters<typeof testPorts>[1] = {}) {
  ports = testPorts(running.store, overrides);
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company, ...options });
}

const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
const { seller, currency, locale, vat, numbers, quoteValidDays, paymentDays } = companySettings();
const fields = { seller, currency, locale, vat, numbers, quoteValidDays, paymentDays, ordersTo: 'no-erp' };
const put = (body: object, headers = {}) => call('PUT', '/company-settings', { body, headers });

describe('company settings', () => {
  it('are not there before they are made; then whoever replaces them says which they saw', async () => {
    expect((await call('GET', '/company-settings')).status).toBe(404);
    expect(await put(fields)).toMatchObject({ status: 200, body: { version: 1, company } });
    expect((await put(fields)).status).toBe(428);
    expect((await put(fields, ifMatch(7))).status).toBe(412);
    expect(await put({ ...fields, quoteValidDays: 14 }, ifMatch(1))).toMatchObject({
      status: 200,
      body: { version: 2, quoteValidDays: 14 },
    });
    const { items } = await listCompanySettings(ports.store, { limit: 200 });
    expect(items).toContainEqual(expect.objectContaining({ company, version: 2 }));
  });

  it.each([
    ['a number pattern without a number', { numbers: { ...numbers, quote: 'Q' } }, 'numbers.quote'],
    ['a VAT rate over 100 %', { vat: { ...vat, standard: '120' } }, 'vat.standard'],
    ['a connection nobody knows', { ordersTo: { connectionId: 'nobody' } }, 'ordersTo.connectionId'],
    ['a field nobody knows', { colour: 'red' }, 'colour'],
    ['a seller without a country', { seller: { name: 'x', address: {} } }, 'seller.address.country'],
    [
      'a seller in no country',
      { seller: { ...seller, address: { ...seller.address, country: 'ZZ' } } },
      'seller.address.country',
    ],
  ])('with %s are refused at the field', async (_, wrong, field) => {
    expect(await put({ ...fields, ...wrong })).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  it('name only a connection that takes orders', async () => {
    const connection = {
      ...{ connectionId: `${company}-erp`, connector: 'paper-erp', name: 'Paper' },
      settings: { localCurrency: 'EUR' },
      credentials: { signingSecrets: ['whsec_c2VjcmV0'] },
    };
    expect((await call('POST', '/connections', { body: connection })).status).toBe(201);
    const wrong = { ...fields, ordersTo: { connectionId: `${company}-erp` } };
    expect(await put(wrong)).toMatchObject({ status: 422, body: { rule: 'connector-only-reads' } });
  });
});

it('no connection may be called as the one that stands for ourselves', async () => {
  const body = { connectionId: 'own', connector: 'paper-erp', name: 'x' };
  expect(await call('POST', '/connections', { body })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'connectionId' }] },
  });
});

describe('a letterhead', () => {
  const pdf = '%PDF-1.7 made of paper';
  const upload = (body: string, type = 'application/pdf') =>
    call('PUT', '/company-settings/letterhead', { body, headers: { 'content-type': type } });

  it('is checked, stored under its hash, and given back as it was', async () => {
    await put(fields);
    expect(await upload(pdf)).toMatchObject({ status: 200, body: { letterhead: { pages: 2 }, version: 2 } });
    expect((ports.rendered[0] as RenderRequest).action).toBe('check-letterhead');
    expect([...ports.files.keys()]).toMatchObject([
      expect.stringMatching(/^company-\d+\/letterhead\/[0-9a-f]{64}/),
    ]);
    const read = await call('GET', '/company-settings/letterhead');
    expect(String(read.body)).toBe(pdf);
    expect(read.headers['content-type']).toBe('application/pdf');
  });

  it('uploaded twice is one, stays when settings are replaced, and goes when it is deleted', async () => {
    await put(fields);
    await upload(pdf);
    expect((await upload(pdf)).body).toMatchObject({ version: 2 });
    expect((await put(fields, ifMatch(2))).body).toMatchObject({ letterhead: { pages: 2 } });
    expect((await call('DELETE', '/company-settings/letterhead')).status).toBe(204);
    expect((await call('DELETE', '/company-settings/letterhead')).status).toBe(204);
    expect((await call('GET', '/company-settings/letterhead')).status).toBe(404);
  });

  it('that is no PDF, too large or of another type is refused', async () => {
    await put(fields);
    expect(await upload('GIF89a')).toMatchObject({ status: 422, body: { rule: 'letterhead-unusable' } });
    expect(await upload('')).toMatchObject({ status: 422 });
    expect((await upload(`%PDF-1.7${'x'.repeat(2 * 1_024 * 1_024)}`)).status).toBe(413);
    expect((await upload(pdf, 'image/png')).status).toBe(415);
    expect(ports.files.size).toBe(0);
  });

  it('that cannot be laid under documents is refused in the words of the function that tried', async () => {
    start({
      render: () =>
        Promise.resolve({ outcome: 'refused', code: 'letterhead-unusable', reason: 'It is encrypted.' }),
    });
    await put(fields);
    expect(await upload(pdf)).toMatchObject({ status: 422, body: { detail: 'It is encrypted.' } });
    expect((await call('GET', '/company-settings')).body).not.toHaveProperty('letterhead');
  });

  it('needs settings to belong to', async () => {
    expect((await upload(pdf)).status).toBe(404);
  });
});
