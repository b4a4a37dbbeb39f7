import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConnector } from '../../../../functions/shared/erp/connectors.ts';
import { ensureSubscriptions } from '../../../../functions/shared/erp/fetch/ensure-subscriptions.ts';
import { fetchHttp } from '../../../../functions/shared/erp/fetch/fetch-http.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { DoorUnderTest } from '../../../support/door/door-under-test.ts';
import { aFakeApi, type Asked, type FakeApi, type Said } from '../../../support/door/fake-api.ts';
import { aConnection } from '../../../support/erp/scripted-erp.ts';

interface Customer {
  readonly id: string;
  readonly version: string;
  readonly company: string;
  readonly lastModifiedDate: number;
}
const customer = (id: string, version: string, company: string, modified: string): Customer => ({
  ...{ id, version, customerNumber: `C${id}`, company, blocked: false },
  lastModifiedDate: Date.parse(modified),
});

let running: RunningStore;
let api: FakeApi;
let door: DoorUnderTest;
let count = 0;
const customers = new Map<string, Customer>();
const hooks: Record<string, unknown>[] = [];

/** Strict as the service: the token in each request, milliseconds in the filter, pages from one. */
function answer({ method, path, headers, query, body }: Asked): Said {
  if (headers.authenticationtoken !== 'token-1') return { status: 401, json: { error: 'not authorized' } };
  const [set, , id] = path.split('/').slice(3);
  if (set === 'webhook') return hook({ method, id, body });
  if (id === undefined) return listed(query);
  const found = customers.get(id);
  return found ? { json: found } : { status: 404, json: { detail: 'entity not found' } };
}

function hook({ method, id, body }: { method: string; id: string | undefined; body: string }): Said {
  if (method === 'GET') return { json: { result: hooks } };
  if (method === 'DELETE') hooks.splice(hooks.findIndex((each) => each['id'] === id) >>> 0, 1);
  else hooks.push({ id: String(100 + hooks.length), ...(JSON.parse(body) as object) });
  return { status: method === 'DELETE' ? 204 : 201, json: method === 'DELETE' ? undefined : hooks.at(-1) };
}

function listed(query: URLSearchParams): Said {
  const since = query.get('lastModifiedDate-ge') ?? '';
  if (!/^\d{1,14}$/.test(since)) return { status: 400, json: { detail: 'invalid filter' } };
  const changed = [...customers.values()].filter(({ lastModifiedDate }) => lastModifiedDate >= Number(since));
  return { json: { result: query.get('page') === '1' ? changed : [] } };
}

beforeAll(async () => {
  [running, api] = await Promise.all([aStore(), aFakeApi(answer)]);
});
afterAll(async () => {
  await Promise.all([running.close(), api.close()]);
});
beforeEach(async () => {
  customers.clear();
  hooks.splice(0);
  api.asked.splice(0);
  door = await DoorUnderTest.start(running, {
    ...{ connector: 'keyless-status', connectionId: `keyless-${(count += 1)}` },
    ...{ baseUrl: `${api.url}/api/v1`, secrets: { apiToken: 'token-1' } },
  });
  return () => door.close();
});

const tells = (type: string, entityId = '4711', more: object = {}) =>
  door.send({ body: JSON.stringify({ entityId, entityName: 'customer', type, ...more }) });

describe('a hint that anybody could send', () => {
  it('is answered at once, and makes us look at the record', async () => {
    customers.set('4711', customer('4711', '2', 'Werkstatt Grün', '2026-03-02T08:59:59.903Z'));

    expect(await tells('UPDATE')).toMatchObject({ status: 200, body: '' });
    expect(api.asked).toEqual([]);
    expect(await door.settled()).toMatchObject([{ state: 'applied' }]);
    expect((await door.debtor('4711'))?.canonical).toMatchObject({
      ...{ number: 'C4711', modifiedAt: '2026-03-02T08:59:59.903Z', version: '2' },
    });
  });

  it('of a deletion deletes nothing while the record is there', async () => {
    customers.set('4711', customer('4711', '2', 'Werkstatt Grün', '2026-03-02T08:00:00Z'));
    await tells('UPDATE');
    await tells('DELETE');

    expect(await door.settled()).toMatchObject([{ state: 'duplicate' }, { state: 'applied' }]);
    expect((await door.debtor('4711'))?.deletedAt).toBeUndefined();
  });

  it('of a deletion leaves a tombstone once the ERP says so too', async () => {
    customers.set('4711', customer('4711', '2', 'Werkstatt Grün', '2026-03-02T08:00:00Z'));
    await tells('CREATE');
    await door.settled();
    customers.clear();
    await tells('DELETE');

    expect(await door.settled()).toMatchObject([{ state: 'applied' }, { state: 'applied' }]);
    expect((await door.debtor('4711'))?.deletedAt).toBeDefined();
  });

  it('that carries a record, a time or a version is believed in none of them', async () => {
    customers.set('4711', customer('4711', '2', 'Werkstatt Grün', '2026-03-02T08:00:00Z'));
    const forged = { data: { company: 'Forged' }, version: '99', at: '2999-01-01T00:00:00Z' };
    await tells('UPDATE', '4711', forged);
    await door.settled();
    customers.set('4711', customer('4711', '3', 'Werkstatt Blau', '2026-03-02T08:30:00Z'));
    await tells('UPDATE');
    await door.settled();

    expect((await door.debtor('4711'))?.canonical.name).toBe('Werkstatt Blau');
  });

  it.each([
    ['an id that leads elsewhere', { entityId: '1/../../user' }],
    ['no id', { entityId: undefined }],
    ['a change nobody knows', { type: 'MERGE' }],
  ])('with %s waits for a person, and nobody is asked', async (_, more) => {
    expect((await tells('UPDATE', '4711', more)).status).toBe(200);
    expect(await door.settled()).toMatchObject([{ state: 'parked' }]);
    expect(api.asked).toEqual([]);
  });

  it('that is no JSON is kept and accepted: an error would switch the webhook off', async () => {
    expect(await door.send({ body: 'entityId=4711' })).toMatchObject({ status: 200, body: '' });
    expect(await door.settled()).toMatchObject([{ state: 'parked', changes: [{ cause: 'unreadable' }] }]);
  });
});

it('what no hint told is caught up by milliseconds', async () => {
  customers.set('4711', customer('4711', '1', 'A', '2026-03-02T08:00:00.250Z'));
  await door.pulled('debtor');
  customers.set('4712', customer('4712', '1', 'B', '2026-03-02T08:10:00.001Z'));
  await door.pulled('debtor');

  const since = api.asked.map(({ query }) => Number(query.get('lastModifiedDate-ge')));
  const overlapped = Date.parse('2026-03-02T07:55:00.250Z');
  expect(since[0]).toBe(0);
  expect(since.at(-1)).toBeLessThanOrEqual(overlapped);
  expect(since.at(-1)).toBeGreaterThan(overlapped - 250);
  expect((await door.debtor('4712'))?.canonical.name).toBe('B');
});

it('a webhook that was switched off after errors is ended and made anew', async () => {
  const url = 'https://hooks.example/hooks/keyless';
  const erp = {
    connector: loadConnector('test/connectors/keyless-status'),
    connection: aConnection({ connector: 'keyless-status', baseUrl: `${api.url}/api/v1` }),
    secrets: { apiToken: 'token-1' },
    http: fetchHttp({ plainHosts: ['127.0.0.1'] }),
  };
  const wish = { notificationUrl: url, now: Date.parse('2026-03-02T09:00:00Z') };
  await ensureSubscriptions(erp, wish);
  expect(hooks).toMatchObject([
    { entityName: 'customer', url },
    { entityName: 'salesInvoice', url },
  ]);
  expect((await ensureSubscriptions(erp, wish)).map(({ action }) => action)).toEqual(['kept', 'kept']);

  Object.assign(hooks[0] ?? {}, { deactivationDate: '1772440000000', errorMessage: '503' });
  await ensureSubscriptions(erp, wish);
  expect(hooks.filter(({ deactivationDate }) => deactivationDate !== undefined)).toEqual([]);
  expect(hooks.map(({ entityName }) => entityName).sort()).toEqual(['customer', 'salesInvoice']);
});
