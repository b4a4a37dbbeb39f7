import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { DoorUnderTest } from '../../../support/door/door-under-test.ts';
import { aFakeApi, type Asked, type FakeApi, type Said } from '../../../support/door/fake-api.ts';
import type { Seen } from '../../../support/door/send.ts';

const key = 'signing-key-of-the-app';
const contactId = (n: number) => `2d1c0f5e-7777-4c0a-8f11-00000000000${n}`;
const ticks = (iso: string) => `/Date(${Date.parse(iso)}+0000)/`;

interface Contact {
  readonly ContactID: string;
  readonly Name: string;
  readonly ContactStatus: string;
  readonly UpdatedDateUTC: string;
}

const contact = (n: number, Name: string, updated: string): Contact => ({
  ...{ ContactID: contactId(n), Name, ContactStatus: 'ACTIVE', UpdatedDateUTC: ticks(updated) },
});

let running: RunningStore;
let api: FakeApi;
let door: DoorUnderTest;
let count = 0;
const contacts = new Map<string, Contact>();

/** Strict as the service: each request names the tenant, pages count from one, and 304 says that nothing was modified. */
function answer({ path, headers, query }: Asked): Said {
  if (headers.authorization !== 'Bearer access') return { status: 401, json: { Detail: 'TokenExpired' } };
  if (headers['tenant-id'] !== 't-1') return { status: 403, json: { Detail: 'AuthenticationUnsuccessful' } };
  const id = /^\/api\/2\.0\/Contacts\/(.+)$/.exec(path)?.[1];
  if (id === undefined) return listed(headers['if-modified-since'] ?? '', Number(query.get('page')));
  const found = contacts.get(id);
  return found ? { json: { Contacts: [found] } } : { status: 404, json: { Detail: 'Not found' } };
}

function listed(since: string, page: number): Said {
  if (new Date(since).toUTCString() !== since) return { status: 400, json: { Detail: 'No HTTP date' } };
  const modified = [...contacts.values()].filter(
    ({ UpdatedDateUTC }) => Number(/\d+/.exec(UpdatedDateUTC)?.[0]) > Date.parse(since),
  );
  return modified.length === 0 ? { status: 304 } : { json: { Contacts: page === 1 ? modified : [] } };
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
    ...{ connector: 'strict-hmac', connectionId: `strict-${(count += 1)}`, externalCompany: 't-1' },
    ...{
      baseUrl: `${api.url}/api/2.0`,
      secrets: { signingKey: [key, 'the-former-key'], accessToken: 'access' },
    },
  });
  return () => door.close();
});

const signed = (body: string, by = key) => createHmac('sha256', by).update(body).digest('base64');
const sends = (body: string, signature = signed(body)): Promise<Seen> =>
  door.send({ body, headers: { 'x-signature': signature, 'content-type': 'application/json' } });

const probe = (entropy: string) =>
  JSON.stringify({ events: [], firstEventSequence: 0, lastEventSequence: 0, entropy });
const event = (n: number, fields: object = {}) => ({
  ...{ resourceUrl: `https://api.example/api/2.0/Contacts/${contactId(n)}`, resourceId: contactId(n) },
  ...{ eventDateUtc: '2026-03-02T08:59:59.902', eventType: 'UPDATE', tenantId: 't-1', ...fields },
});
const batch = (...events: readonly object[]) => JSON.stringify({ events, entropy: 'x' });

/** The service takes an answer only so: the status, not a byte behind it, no cookies, and no document. */
const plainly = (status: number) => ({
  ...{ status, body: '' },
  headers: expect.not.objectContaining({ 'set-cookie': expect.anything() as unknown }) as unknown,
});

describe('the activation of a hook', () => {
  it('takes probes that are rightly signed and refuses the others, each with an empty body', async () => {
    const seen = [
      await sends(probe('a')),
      await sends(probe('b'), signed(probe('a'))),
      await sends(probe('c'), signed(probe('c'), 'a-guess')),
      await sends(probe('d'), signed(probe('d'), 'the-former-key')),
    ];

    expect(seen).toEqual(
      [200, 401, 401, 200].map((status) => expect.objectContaining(plainly(status)) as Seen),
    );
    expect(seen.every(({ headers }) => headers['content-length'] === '0')).toBe(true);
    expect(seen.some(({ headers }) => /problem/.test(headers['content-type'] ?? ''))).toBe(false);
    expect(await door.settled()).toEqual([]);
  });

  it.each(['GET', 'PUT', 'OPTIONS'])('%s is refused without a document either', async (method) => {
    expect(await door.send({ method })).toMatchObject(plainly(405));
  });
});

describe('a signed batch', () => {
  it('of several tenants: ours is fetched, what is not ours or odd is ignored or parked visibly', async () => {
    contacts.set(contactId(1), contact(1, 'Werkstatt Grün', '2026-03-02T08:59:59Z'));
    const theirs = event(2, { tenantId: 't-2' });
    const odd = event(3, { resourceUrl: 'https://elsewhere.example/Contacts' });
    const subscription = event(4, {
      resourceUrl: `https://api.example/api/2.0/Subscriptions/${contactId(4)}`,
    });
    expect(await sends(batch(event(1), theirs, odd, subscription))).toMatchObject(plainly(200));

    const [delivery] = await door.settled();
    expect(delivery?.counts).toEqual({ applied: 1, ignored: 2, parked: 1 });
    expect(delivery?.changes.map(({ reason }) => reason)).toEqual([
      undefined,
      'Entry 1: another company of the ERP.',
      'Entry 3: Subscriptions are ignored by the connector.',
      'Entry 2: the address has an unknown form.',
    ]);
    expect(api.asked.map(({ path }) => path)).toEqual([`/api/2.0/Contacts/${contactId(1)}`]);
    expect((await door.debtor(contactId(1)))?.canonical.name).toBe('Werkstatt Grün');
  });

  it('of another tenant only is kept as ignored, and nobody is asked', async () => {
    expect(await sends(batch(event(1, { tenantId: 't-2' })))).toMatchObject(plainly(200));

    expect(await door.settled()).toMatchObject([{ state: 'ignored', counts: { ignored: 1 } }]);
    expect(api.asked).toEqual([]);
  });

  it('that is no JSON is kept for a person, and accepted: a refusal would only be repeated for a day', async () => {
    expect(await sends('{"events":[')).toMatchObject(plainly(200));
    expect(await door.settled()).toMatchObject([{ state: 'parked', changes: [{ cause: 'unreadable' }] }]);
  });

  it.each<[string, string | undefined]>([
    ['a wrong signature', 'bm90IGEgc2lnbmF0dXJl'],
    ['none', ''],
    ['the signature in hex', Buffer.from(signed(batch(event(1))), 'base64').toString('hex')],
  ])('with %s leaves nothing (W5)', async (_, signature) => {
    expect(await sends(batch(event(1)), signature)).toMatchObject(plainly(401));
    expect(await door.settled()).toEqual([]);
  });

  it('larger than is taken is answered by its status alone', async () => {
    expect(await sends('x'.repeat(1_048_577))).toMatchObject(plainly(413));
  });
});

describe('the catch-up', () => {
  it('asks by header for what was modified, to the second and rounded down, and takes 304 for "nothing"', async () => {
    expect(await door.pulled('debtor')).toEqual({});
    contacts.set(contactId(1), contact(1, 'A', '2026-03-02T08:00:00.250Z'));
    expect(await door.pulled('debtor')).toEqual({ applied: 1 });
    expect((await door.debtor(contactId(1)))?.canonical.modifiedAt).toBe('2026-03-02T08:00:00.250Z');

    contacts.set(contactId(2), contact(2, 'B', '2026-03-02T07:55:00.000Z'));
    expect(await door.pulled('debtor')).toEqual({ duplicate: 1, applied: 1 });
    const since = api.asked.map(({ headers }) => headers['if-modified-since']);
    expect([since[0], since.at(-1)]).toEqual([
      'Wed, 31 Dec 1969 23:59:59 GMT',
      'Mon, 02 Mar 2026 07:54:59 GMT',
    ]);
  });
});
