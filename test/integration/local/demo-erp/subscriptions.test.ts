import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anErp, firstMoment } from './demo-erp-under-test.ts';
import type { ErpUnderTest, Reply } from './demo-erp-under-test.ts';
import { aReceiver } from './receiver.ts';
import type { Receiver } from './receiver.ts';

const day = 86_400_000;

let under: ErpUnderTest;
let receiver: Receiver;
beforeEach(async () => {
  [under, receiver] = await Promise.all([anErp(), aReceiver()]);
});
afterEach(() => Promise.all([under.stop(), receiver.stop()]));

const wish = (set = 'customers', more = {}) => ({
  notificationUrl: receiver.url,
  resource: `/api/v2.0/companies(${under.erp.companyId})/${set}`,
  clientState: 'shared',
  ...more,
});
const subscribe = (set?: string, more?: object): Promise<Reply> =>
  under.api('/subscriptions', { method: 'POST', json: wish(set, more) });
const all = async () => (await under.api('/subscriptions')).body.value;
const renew = (id: unknown, headers: Record<string, string>) =>
  under.api(`/subscriptions('${String(id)}')`, { method: 'PATCH', headers, json: {} });

describe('subscribing', () => {
  it('shakes hands and lives for three days', async () => {
    const { status, body } = await subscribe();

    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...wish(),
      lastModifiedDateTime: '2026-03-15T09:00:00Z',
      expirationDateTime: '2026-03-18T09:00:00Z',
    });
    expect(await all()).toEqual([body]);
    expect(receiver.bodies).toEqual([]);
  });

  it.each([
    ['another token', () => ({ status: 200, type: 'text/plain', text: 'hello' })],
    ['another status', (token: string) => ({ status: 202, type: 'text/plain', text: token })],
    ['another type', (token: string) => ({ status: 200, type: 'text/html', text: token })],
  ])('fails when the subscriber answers %s', async (_case, handshake) => {
    receiver.handshake = handshake;
    const { status, body } = await subscribe();

    expect([status, body.error.code]).toEqual([400, 'BadRequest']);
    expect(await all()).toEqual([]);
  });

  it('fails when the subscriber stays silent', async () => {
    await under.stop();
    under = await anErp({ handshakeMilliseconds: 50 });
    receiver.handshake = () => undefined;

    expect((await subscribe()).body.error.message).toMatch(/could not be reached.*timeout/);
  });

  it('keeps what the notification address already carries in its query', async () => {
    const tokens: string[] = [];
    receiver.handshake = (token) => {
      tokens.push(token);
      return { status: 200, type: 'text/plain; charset=utf-8', text: token };
    };

    expect((await subscribe('items', { notificationUrl: `${receiver.url}?key=1` })).status).toBe(201);
    expect(tokens[0]).toMatch(/ \+ä$/);
  });

  it.each([
    ['a resource nobody knows', { resource: '/api/v2.0/companies(x)/customers' }],
    ['an address that is none', { notificationUrl: 'ftp://example.test' }],
    ['a clientState of 2,049 characters', { clientState: 'x'.repeat(2_049) }],
    ['no resource', { resource: undefined }],
  ])('refuses %s', async (_case, more) => {
    expect((await subscribe('customers', more)).status).toBe(400);
  });

  it('refuses the same resource for the same address again, and the 201st of all', async () => {
    await subscribe();
    const again = await subscribe();
    for (let index = 1; index < 200; index += 1) {
      await subscribe('customers', { notificationUrl: `${receiver.url}/${index}` });
    }

    expect(again.body.error.code).toBe('Internal_EntityWithSameKeyExists');
    expect((await subscribe('items')).body.error.message).toMatch(/There are 200 subscriptions/);
  });
});

describe('renewing', () => {
  it('with the right tag shakes hands again and starts three new days', async () => {
    const { body } = await subscribe();
    await under.advance(2 * day);
    const renewed = await renew(body['subscriptionId'], { 'if-match': String(body['@odata.etag']) });

    expect([renewed.status, renewed.body['expirationDateTime']]).toEqual([200, '2026-03-20T09:00:00Z']);
    expect(renewed.body['@odata.etag']).not.toBe(body['@odata.etag']);
  });

  it('needs If-Match, and the current one', async () => {
    const { body } = await subscribe();
    const without = await renew(body['subscriptionId'], {});
    const stale = await renew(body['subscriptionId'], { 'if-match': 'W/"old"' });

    expect([without.status, without.body.error.code]).toEqual([400, 'BadRequest_InvalidToken']);
    expect([stale.status, stale.body.error.code]).toEqual([409, 'Request_EntityChanged']);
  });

  it('keeps the old expiry when the handshake fails', async () => {
    const { body } = await subscribe();
    await under.advance(day);
    receiver.handshake = () => ({ status: 404, type: 'text/plain', text: '' });

    expect((await renew(body['subscriptionId'], { 'if-match': '*' })).status).toBe(400);
    expect(await all()).toEqual([body]);
  });
});

describe('the end of a subscription', () => {
  it('comes after three days without renewal', async () => {
    const { body } = await subscribe();
    await under.clock.advanceTo(firstMoment + 3 * day - 1);
    const look = () => under.api(`/subscriptions(${String(body['subscriptionId'])})`);

    expect((await look()).status).toBe(200);
    await under.advance(1);
    expect((await look()).status).toBe(404);
    await under.demo('POST customers', {});
    await under.advance(day);
    expect(receiver.bodies).toEqual([]);
  });

  it('comes by deleting it, and by expiring all', async () => {
    const { body } = await subscribe();
    const deleted = await under.api(`/subscriptions('${String(body['subscriptionId'])}')`, {
      method: 'DELETE',
    });
    await subscribe('items');
    const expired = await under.demo('POST subscriptions/expire');

    expect([deleted.status, expired.body['expired']]).toEqual([204, 1]);
    expect(await all()).toEqual([]);
  });
});
