import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { DoorUnderTest } from '../../../support/door/door-under-test.ts';
import { aFakeApi, type FakeApi } from '../../../support/door/fake-api.ts';
import { basicOf, odataService, partner } from '../../../support/door/odata-service.ts';

const CHANGED = 'erp.beh.businesspartner.v1.BusinessPartner.Changed.v1';
const CREATED = 'erp.beh.billingdocument.v1.BillingDocument.Created.v1';

let running: RunningStore;
let api: FakeApi;
let door: DoorUnderTest;
let count = 0;
const partners = new Map<string, ReturnType<typeof partner>>();

beforeAll(async () => {
  [running, api] = await Promise.all([aStore(), aFakeApi(odataService(partners))]);
});
afterAll(async () => {
  await Promise.all([running.close(), api.close()]);
});
const push = { pushToken: 'push-token', pushUser: 'broker', pushPassword: 'pass' };
const open = (agreed: Partial<typeof push> = push) =>
  DoorUnderTest.start(running, {
    ...{ connector: 'keys-only', connectionId: `keys-${(count += 1)}` },
    ...{ baseUrl: `${api.url}/odata`, secrets: { ...agreed, user: 'api', password: 'secret' } },
  });
beforeEach(async () => {
  partners.clear();
  partners.set('1000001', partner('1000001', 'Werkstatt Grün', '2026-03-02T08:00:00Z'));
  api.asked.splice(0);
  door = await open();
  return () => door.close();
});

const bearer = { authorization: 'Bearer push-token' };
const structured = (type: string, data: object) => ({
  ...{ specversion: '1.0', id: 'e-1', source: '/default/erp/1', type, time: '2026-03-02T08:00:00Z', data },
});
const asEvents = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
const sends = (body: unknown, headers: Record<string, string> = {}) =>
  door.send({ body: JSON.stringify(body), headers: { ...bearer, ...headers } });

describe('a validation request', () => {
  const origin = { 'webhook-request-origin': 'events.erp.example', 'webhook-request-rate': '1000' };

  it('reaches the door by OPTIONS and is answered with the origin and a rate', async () => {
    const seen = await door.send({ method: 'OPTIONS', headers: origin });

    expect(seen).toMatchObject({ status: 200, body: '' });
    expect(seen.headers).toMatchObject({
      ...{ allow: 'POST', 'webhook-allowed-origin': 'events.erp.example', 'webhook-allowed-rate': '600' },
    });
    expect(await door.settled()).toEqual([]);
  });

  it('without an origin is none: OPTIONS is refused, and grants nothing', async () => {
    const seen = await door.send({ method: 'OPTIONS' });

    expect(seen).toMatchObject({ status: 405, body: '' });
    expect(seen.headers).not.toHaveProperty('webhook-allowed-origin');
  });

  it.each(['', 'x'.repeat(2_049)])('with an origin that is none is refused (case %#)', async (value) => {
    const seen = await door.send({ method: 'OPTIONS', headers: { 'webhook-request-origin': value } });

    expect(seen).toMatchObject({ status: 400, body: '' });
  });

  it('of a page in a browser is no validation: it learns nothing that would let it in', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const seen = await door.send({ method: 'OPTIONS', headers });

    expect(seen.status).toBe(405);
    expect(Object.keys(seen.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('an event that carries a key only', () => {
  it('in structured mode: the record is fetched', async () => {
    const seen = await sends(structured(CHANGED, { BusinessPartner: '1000001' }), asEvents);

    expect(seen).toMatchObject({ status: 204, body: '' });
    expect(await door.settled()).toMatchObject([{ state: 'applied' }]);
    expect((await door.debtor('1000001'))?.canonical).toMatchObject({
      ...{ name: 'Werkstatt Grün', modifiedAt: '2026-03-02T08:00:00.000Z' },
    });
  });

  it('in binary mode: what stood in headers counts after the queue as it did at the door', async () => {
    const headers = { 'ce-specversion': '1.0', 'ce-type': CREATED, 'ce-id': 'e-2', 'ce-source': '/erp' };
    await sends({ BillingDocument: '90000017' }, { ...headers, 'content-type': 'application/json' });

    expect(await door.settled()).toMatchObject([{ state: 'applied', headers: { 'ce-type': CREATED } }]);
    expect((await door.invoice('90000017'))?.canonical).toMatchObject({
      documentDate: '2026-03-01',
      totals: { net: '0.1', tax: '0.02', gross: '0.12' },
      lines: [{ quantity: '0.1', net: '0.1' }],
    });
  });

  it('in a list without any envelope, its names in upper case', async () => {
    const keys = [{ BUSINESSPARTNER: '1000001' }, { BILLINGDOCUMENT: '90000017' }, { SALESORDER: '1' }];
    await sends({ KEY: keys });

    const [delivery] = await door.settled();
    expect(delivery?.counts).toEqual({ applied: 2, ignored: 1 });
    expect((await door.invoice('90000017'))?.canonical?.number).toBe('90000017');
  });

  it('in a batch, of which one is odd', async () => {
    const odd = structured(CHANGED, { BusinessPartner: '1000001/../../admin' });
    const batch = [structured(CHANGED, { BusinessPartner: '1000001' }), odd];
    await sends(batch, { 'content-type': 'application/cloudevents-batch+json' });

    expect(await door.settled()).toMatchObject([{ state: 'parked', counts: { applied: 1, parked: 1 } }]);
    expect(api.asked).toHaveLength(1);
  });
});

describe('who pushes', () => {
  const event = structured(CHANGED, { BusinessPartner: '1000001' });

  it.each([
    ['a bearer token', bearer.authorization],
    ['user and password', basicOf('broker', 'pass')],
  ])('may prove it by %s', async (_, authorization) => {
    expect((await sends(event, { authorization })).status).toBe(204);
  });

  it.each([
    ['another token', 'Bearer push-tokem'],
    ['another password', basicOf('broker', 'Pass')],
    ['the token as a password', basicOf('push-token', '')],
    ['nothing', ''],
  ])('%s leaves nothing (W5)', async (_, authorization) => {
    expect(await sends(event, { authorization })).toMatchObject({ status: 401, body: '' });
    expect(await door.settled()).toEqual([]);
  });

  it('proves nothing by what was not agreed', async () => {
    const tokenOnly = await open({ pushToken: 'push-token' });
    const headers = { authorization: basicOf('', '') };

    expect((await tokenOnly.send({ body: JSON.stringify(event), headers })).status).toBe(401);
    await tokenOnly.close();
  });

  it('and nothing of the proof is kept with the delivery', async () => {
    await sends(event, { 'ce-type': CHANGED });

    expect(JSON.stringify(await door.settled())).not.toContain('push-token');
  });
});

it('what was not pushed is caught up page by page out of the wrapper', async () => {
  for (const n of [2, 3]) partners.set(`100000${n}`, partner(`100000${n}`, `P${n}`, '2026-03-02T08:30:00Z'));
  const counts = await door.pulled('debtor');

  expect(counts.applied).toBe(3);
  expect(api.asked.map(({ query }) => query.get('$skip')).slice(0, 2)).toEqual(['0', '2']);
});
