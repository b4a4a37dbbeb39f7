import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { DoorUnderTest } from '../../../support/door/door-under-test.ts';
import { aFakeApi, type Asked, type FakeApi, type Said } from '../../../support/door/fake-api.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

const contact = (id: string, name: string, updatedDate: string) => ({
  ...{ id, version: 1, roles: { customer: { number: 10_001 } }, company: { name }, archived: false },
  updatedDate,
});
const idOf = (n: number) => `7f2c1a90-1111-4a4a-8b8b-00000000000${n}`;

let running: RunningStore;
let api: FakeApi;
let door: DoorUnderTest;
let count = 0;
const contacts = new Map<string, ReturnType<typeof contact>>();

/** Strict as the vendor: the key in each request, days in the filter, pages from zero. */
function answer({ path, headers, query }: Asked): Said {
  if (headers.authorization !== 'Bearer key-1') return { status: 401, json: { message: 'Unauthorized' } };
  if (path === '/v1/contacts') return listed(query);
  const found = contacts.get(path.split('/').at(-1) ?? '');
  return found ? { json: found } : { status: 404, json: { message: 'Not found' } };
}

function listed(query: URLSearchParams): Said {
  const from = query.get('updatedFrom') ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) return { status: 400, json: { message: 'updatedFrom is no day' } };
  const all = [...contacts.values()].filter(({ updatedDate }) => updatedDate.slice(0, 10) >= from);
  const start = Number(query.get('page')) * Number(query.get('size'));
  return { json: { content: all.slice(start, start + Number(query.get('size'))) } };
}

beforeAll(async () => {
  [running, api] = await Promise.all([aStore(), aFakeApi(answer)]);
});
afterAll(async () => {
  await Promise.all([running.close(), api.close()]);
});
beforeEach(async () => {
  contacts.clear();
  api.asked.splice(0);
  door = await DoorUnderTest.start(running, {
    ...{ connector: 'rsa-pointer', connectionId: `rsa-${(count += 1)}`, externalCompany: 'o-1' },
    ...{ baseUrl: `${api.url}/v1`, secrets: { publicKey: pem, apiKey: 'key-1' } },
  });
  return () => door.close();
});

const event = (eventType: string, fields: object = {}) =>
  JSON.stringify({
    ...{ organizationId: 'o-1', eventType, resourceId: idOf(1), eventDate: '2026-03-02T09:30:00.000+01:00' },
    ...fields,
  });

const signature = (body: string | Uint8Array, key = privateKey, hash = 'sha512') =>
  sign(hash, Buffer.from(body), key).toString('base64');

const sends = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  door.send({ body, headers: { 'x-signature': signature(body), ...headers } });

describe('a pointer signed by RSA', () => {
  it.each<[string, (body: string) => string, Record<string, string>]>([
    ['as JSON', (body) => body, { 'content-type': 'application/json' }],
    ['without content type, which the gateway hands on in base64', (body) => body, {}],
    ['with a byte order mark', (body) => `\ufeff${body}`, {}],
    ['formatted as the sender likes it', (body) => body.replaceAll(',', ' ,\r\n'), {}],
  ])('%s is answered at once; the record is fetched later', async (_, form, headers) => {
    contacts.set(idOf(1), contact(idOf(1), 'Werkstatt Grün', '2026-03-02T09:30:00.000+01:00'));
    const seen = await sends(form(event('contact.changed')), headers);

    expect(seen).toMatchObject({ status: 200, body: '' });
    expect(api.asked).toEqual([]);
    expect(await door.settled()).toMatchObject([{ state: 'applied' }]);
    expect(api.asked.map(({ path }) => path)).toEqual([`/v1/contacts/${idOf(1)}`]);
    expect((await door.debtor(idOf(1)))?.canonical).toMatchObject({
      name: 'Werkstatt Grün',
      number: '10001',
    });
  });

  it.each<[string, () => Record<string, string>]>([
    ['by a stranger', () => ({ 'x-signature': signature(event('contact.changed'), stranger) })],
    ['over another body', () => ({ 'x-signature': signature(event('contact.created')) })],
    [
      'with another hash',
      () => ({ 'x-signature': signature(event('contact.changed'), privateKey, 'sha256') }),
    ],
    ['by no signature at all', () => ({ 'x-signature': 'bm90IGEgc2lnbmF0dXJl' })],
    ['by an empty one', () => ({ 'x-signature': '' })],
  ])('%s is answered 401 and leaves nothing (W5)', async (_, headers) => {
    expect(await sends(event('contact.changed'), headers())).toMatchObject({ status: 401, body: '' });
    expect(await door.settled()).toEqual([]);
  });

  it('of a record that is gone leaves a tombstone', async () => {
    await sends(event('contact.changed'));

    expect(await door.settled()).toMatchObject([{ state: 'applied' }]);
    expect((await door.debtor(idOf(1)))?.deletedAt).toBeDefined();
  });

  it('of another organisation is ignored visibly, and nothing is fetched', async () => {
    await sends(event('contact.changed', { organizationId: 'o-2' }));

    expect(await door.settled()).toMatchObject([
      { state: 'ignored', reason: 'Entry 0: another company of the ERP.' },
    ]);
    expect(api.asked).toEqual([]);
  });

  it('that says the connection was revoked waits for a person, in words to act by', async () => {
    expect(await sends(event('token.revoked'))).toMatchObject({ status: 200, body: '' });

    const [delivery] = await door.settled();
    expect(delivery).toMatchObject({ state: 'parked', changes: [{ cause: 'erp-notice' }] });
    expect(delivery?.reason).toMatch(/^The organisation revoked the API key: .* Make a new key there/);
  });

  it('that is no JSON is answered as malformed, and kept for a person', async () => {
    expect(await sends(event('contact.changed').slice(0, -3))).toMatchObject({ status: 400, body: '' });
    expect(await door.settled()).toMatchObject([{ state: 'parked', changes: [{ cause: 'unreadable' }] }]);
  });
});

describe('what was not announced', () => {
  it('is caught up by whole days of the ERP, so that no change of the day is missed', async () => {
    contacts.set(idOf(1), contact(idOf(1), 'A', '2026-03-01T08:00:00.000+01:00'));
    contacts.set(idOf(2), contact(idOf(2), 'B', '2026-03-02T00:10:00.000+01:00'));
    contacts.set(idOf(3), contact(idOf(3), 'C', '2026-03-02T09:00:00.000+01:00'));
    await door.pulled('debtor');
    expect((await door.debtor(idOf(3)))?.canonical.name).toBe('C');

    contacts.set(idOf(2), contact(idOf(2), 'B2', '2026-03-02T09:59:00.000+01:00'));
    api.asked.splice(0);
    await door.pulled('debtor');

    expect(api.asked[0]?.query.get('updatedFrom')).toBe('2026-03-02');
    expect((await door.debtor(idOf(2)))?.canonical.name).toBe('B2');
  });
});
