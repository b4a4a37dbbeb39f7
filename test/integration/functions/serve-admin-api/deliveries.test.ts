import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../domain/records/delivery.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { getDelivery, putDelivery } from '../../../../functions/shared/store/deliveries.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminAnswer, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { aDelivery } from '../../../support/admin-api/stored-records.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';
import type { MappedChange } from '../../../../functions/serve-admin-api/views/delivery-view.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let company: string;
let connectionId: string;
let count = 0;
let previewed: MappedChange[];
let notShown: number;

beforeEach(async () => {
  company = `company-${(count += 1)}`;
  connectionId = `bc-${count}`;
  await createConnection(running.store, aConnection({ company, connectionId }));
  previewed = [];
  notShown = 0;
  ports = testPorts(running.store, { preview: () => Promise.resolve({ changes: previewed, notShown }) });
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company, ...options });
});

const store = async (fields: Partial<Delivery> = {}) => {
  const delivery = aDelivery({ company, connectionId, ...fields });
  await putDelivery(ports.store, delivery);
  return delivery;
};
const id = (last: number) => `019c1333-fc00-7000-8000-00000000000${last}`;
const ifMatch = { 'if-match': '"1"' };
const idsOf = (answer: AdminAnswer) =>
  (answer.body as { items: { deliveryId: string }[] }).items.map(({ deliveryId }) => deliveryId.at(-1));

describe('the search', () => {
  beforeEach(async () => {
    await store({ deliveryId: id(1) });
    await store({ deliveryId: id(2), state: 'applied', entities: ['invoice'], connectionId: 'standard' });
  });

  it.each([
    ['', ['2', '1']],
    ['state=parked', ['1']],
    ['entity=invoice', ['2']],
    ['number=10000', ['2', '1']],
    ['text=CURRENCY', ['2', '1']],
    ['text=nothing', []],
    ['connection=standard', ['2']],
    ['from=2026-01-31&to=2026-02-01', ['2', '1']],
    ['to=2026-01-30', []],
  ])('by "%s"', async (query, found) => {
    expect(idsOf(await call('GET', `/deliveries?${query}`))).toEqual(found);
  });

  it('refuses a state that does not exist', async () => {
    expect((await call('GET', '/deliveries?state=lost')).status).toBe(400);
  });

  it('shows one page after the other', async () => {
    const first = await call('GET', '/deliveries?limit=1');
    const next = /<([^>]+)>/.exec(first.headers.link ?? '')?.[1] ?? '';
    expect([idsOf(first), idsOf(await call('GET', next))]).toEqual([['2'], ['1']]);
  });

  it('never shows those of another company (S1)', async () => {
    expect(idsOf(await call('GET', '/deliveries', { company: 'other' }))).toEqual([]);
    expect((await call('GET', `/deliveries/${id(1)}`, { company: 'other' })).status).toBe(404);
  });
});

describe('the body', () => {
  beforeEach(() => void ports.archived.set('demo/2026/01/31/batch-1', Buffer.from('xx{"é}yy')));

  it('comes as it was received, with its digest, as an attachment', async () => {
    const { deliveryId } = await store();
    const answer = await call('GET', `/deliveries/${deliveryId}/body`);
    expect(answer.body).toEqual(Buffer.from('{"é'));
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${deliveryId}.json"`,
      digest: 'sha-256=n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
      'repr-digest': 'sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:',
    });
  });

  it('comes in parts', async () => {
    const { deliveryId } = await store();
    const answer = await call('GET', `/deliveries/${deliveryId}/body`, { headers: { range: 'bytes=1-1' } });
    expect(answer).toMatchObject({
      status: 206,
      body: Buffer.from('"'),
      headers: { 'content-range': 'bytes 1-1/4' },
    });
  });

  it('of a sender that lies about the media type is bytes', async () => {
    const { deliveryId } = await store({ contentType: 'text/html\r\nx-evil: 1' });
    const { headers } = await call('GET', `/deliveries/${deliveryId}/body`);
    expect(headers['content-type']).toBe('application/octet-stream');
  });

  it('is not there yet while the delivery is on its way', async () => {
    const { deliveryId } = await store({ archive: undefined, state: 'received' });
    expect((await call('GET', `/deliveries/${deliveryId}/body`)).status).toBe(409);
  });
});

describe('a parked delivery', () => {
  it('is listed as parked and says why', async () => {
    await store();
    expect((await call('GET', '/parked')).body).toMatchObject({ items: [{ reason: 'currency: unknown' }] });
  });

  it('is released: one message brings all of it again from the archive', async () => {
    const { deliveryId, archive } = await store({ entities: ['debtor', 'invoice'] });
    const answer = await call('POST', `/deliveries/${deliveryId}/release`, { headers: ifMatch });
    expect(answer.status).toBe(202);
    expect(ports.sent).toMatchObject([
      {
        entity: 'debtor',
        message: {
          deliveryId,
          reason: 'release',
          entities: ['debtor', 'invoice'],
          body: { archived: archive },
        },
      },
    ]);
  });

  it('that announced no entity yet is released too', async () => {
    const { deliveryId } = await store({
      entities: [],
      changes: [{ state: 'parked', reason: 'The body: no list.' }],
    });
    await call('POST', `/deliveries/${deliveryId}/release`, { headers: ifMatch });
    expect(ports.sent).toMatchObject([{ entity: 'debtor', message: { deliveryId } }]);
  });

  it('is discarded with a reason: ignored, and no longer listed', async () => {
    const { deliveryId } = await store();
    const answer = await call('POST', `/deliveries/${deliveryId}/discard`, {
      headers: ifMatch,
      body: { reason: 'Test data.' },
    });
    expect(answer.body).toMatchObject({
      state: 'ignored',
      reason: 'Test data.',
      counts: { ignored: 1 },
      changes: [{ state: 'ignored', reason: 'Test data.' }],
    });
    expect((await call('GET', '/parked')).body).toMatchObject({ items: [] });
    const attempts = await call('GET', `/deliveries/${deliveryId}/attempts`);
    expect(attempts.body).toMatchObject({
      items: [{ trigger: 'delivery' }, { trigger: 'discard', by: expect.any(String), reason: 'Test data.' }],
    });
  });

  it('keeps what else it brought about when its rest is discarded', async () => {
    const { deliveryId } = await store({ counts: { parked: 2, applied: 1, ignored: 1 } });
    const answer = await call('POST', `/deliveries/${deliveryId}/discard`, {
      headers: ifMatch,
      body: { reason: 'No.' },
    });
    expect(answer.body).toMatchObject({ state: 'applied', counts: { applied: 1, ignored: 3 } });
  });

  it.each([
    ['release', undefined],
    ['discard', { reason: 'No.' }],
  ])('is not to %s when it is settled', async (verb, body) => {
    const { deliveryId } = await store({ state: 'applied' });
    expect((await call('POST', `/deliveries/${deliveryId}/${verb}`, { headers: ifMatch, body })).status).toBe(
      409,
    );
    expect(ports.sent).toEqual([]);
  });

  it('is not discarded without a reason', async () => {
    const { deliveryId } = await store();
    for (const body of [undefined, {}, { reason: '  ' }]) {
      expect(
        (await call('POST', `/deliveries/${deliveryId}/discard`, { headers: ifMatch, body })).status,
      ).toBe(422);
    }
  });
});

describe('a replay', () => {
  it('queues what is stored and says so per delivery', async () => {
    const { deliveryId } = await store({ state: 'applied' });
    const answer = await call('POST', '/deliveries/replay', { body: { deliveryIds: [deliveryId, id(9)] } });
    expect(answer.body).toMatchObject({ items: [{ outcome: 'queued' }, { outcome: 'unknown' }] });
    expect(ports.sent).toMatchObject([{ message: { deliveryId, reason: 'replay' } }]);
  });

  it('refuses what is not archived yet, and goes on with the others', async () => {
    const first = await store({ deliveryId: id(1), archive: undefined, state: 'received' });
    const second = await store({ deliveryId: id(2) });
    const body = { deliveryIds: [first.deliveryId, second.deliveryId] };
    expect((await call('POST', '/deliveries/replay', { body })).body).toMatchObject({
      items: [{ outcome: 'refused' }, { outcome: 'queued' }],
    });
  });

  it('only tells in a preview: the outcome that matters most, and every change', async () => {
    const { deliveryId } = await store();
    const change = { entity: 'debtor', externalId: 'd-1', change: 'updated' } as const;
    previewed = [
      { ...change, outcome: 'applied', differences: [{ field: 'name', stored: 'A', mapped: 'B' }] },
      { ...change, outcome: 'parked', reason: 'currency: unknown' },
    ];
    const answer = await call('POST', '/deliveries/replay', {
      body: { deliveryIds: [deliveryId], preview: true },
    });
    expect(answer.body).toMatchObject({
      items: [{ outcome: 'parked', reason: 'currency: unknown', changes: previewed }],
    });
    expect(ports.sent).toEqual([]);
    expect(await getDelivery(ports.store, company, deliveryId)).toMatchObject({ version: 1 });
  });

  it('of what is applied already says unchanged, and how much of a long page was not looked at', async () => {
    const { deliveryId } = await store({ state: 'applied' });
    const change = { entity: 'debtor', externalId: 'd-1', change: 'updated' } as const;
    previewed = [
      { ...change, outcome: 'ignored' },
      { ...change, outcome: 'unchanged', reason: 'It is applied already.' },
    ];
    notShown = 180;
    const body = { deliveryIds: [deliveryId], preview: true };
    expect((await call('POST', '/deliveries/replay', { body })).body).toMatchObject({
      items: [
        {
          outcome: 'unchanged',
          reason: 'It is applied already. 180 more changes were not looked at.',
          notShown: 180,
        },
      ],
    });
  });

  it('chooses by filter, page by page, with a cursor that belongs to the filter', async () => {
    await store({ deliveryId: id(1) });
    await store({ deliveryId: id(2) });
    const filter = { state: 'parked' };
    const first = await call('POST', '/deliveries/replay', { body: { filter, limit: 1 } });
    const { cursor } = first.body as { cursor: string };
    const second = await call('POST', '/deliveries/replay', { body: { filter, limit: 1, cursor } });
    expect([idsOf(first), idsOf(second)]).toEqual([['2'], ['1']]);
    const other = await call('POST', '/deliveries/replay', { body: { filter: {}, cursor } });
    expect(other.body).toMatchObject({ code: 'invalid-cursor' });
  });

  it.each([
    {},
    { deliveryIds: [] },
    { deliveryIds: ['x'] },
    { filter: { stat: 'parked' } },
    { deliveryIds: [id(1)], previw: true },
  ])('refuses %j', async (body) => {
    expect((await call('POST', '/deliveries/replay', { body })).status).toBe(422);
  });
});

it('shows what became of a delivery beside what it would become now', async () => {
  const { deliveryId } = await store();
  previewed = [{ entity: 'debtor', externalId: 'd-1', change: 'updated', outcome: 'applied' }];
  const { body } = await call('GET', `/deliveries/${deliveryId}/result`);
  expect(body).toMatchObject({
    state: 'parked',
    stored: [{ state: 'parked' }],
    now: [{ outcome: 'applied' }],
  });
});
