import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../domain/records/delivery.ts';
import type { ParkedResult } from '../../../../functions/serve-admin-api/views/parked-view.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { getDelivery, putDelivery } from '../../../../functions/shared/store/deliveries.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminAnswer, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { aDelivery } from '../../../support/admin-api/stored-records.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let company: string;
let connectionId: string;
let count = 0;

beforeEach(async () => {
  company = `company-${(count += 1)}`;
  connectionId = `bc-${count}`;
  ports = testPorts(running.store);
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company, ...options });
  await createConnection(running.store, aConnection({ company, connectionId }));
});

/** The id says when it was received: a second later each. */
const id = (last: number) =>
  `${(Date.parse('2026-01-31T10:00:00Z') + last * 1_000).toString(16).padStart(12, '0')}-7000-8000-00000000000${last}`.replace(
    /^(.{8})(.{4})/,
    '$1-$2',
  );
const receivedAt = (last: number) =>
  new Date(Date.parse('2026-01-31T10:00:00Z') + last * 1_000).toISOString();

const park = async (last: number, cause: 'paused' | 'mapping', fields: Partial<Delivery> = {}) => {
  const changes = [{ entity: 'debtor' as const, state: 'parked' as const, cause, reason: 'Because.' }];
  const place = { company, connectionId, deliveryId: id(last), receivedAt: receivedAt(last) };
  await putDelivery(running.store, aDelivery({ ...place, changes, ...fields }));
};

const settle = (verb: string, body: object) => call('POST', `/parked/${verb}`, { body });
const result = (answer: AdminAnswer) => answer.body as ParkedResult;
const sent = () => ports.sent.map(({ message }) => message.deliveryId).toSorted();
const waiting = async (query = '') =>
  ((await call('GET', `/parked?${query}`)).body as { items: Delivery[] }).items.map(
    ({ deliveryId }) => deliveryId,
  );
const reason = 'Test data.';

describe('the list of what waits', () => {
  it.each([
    ['', [3, 2, 1]],
    ['cause=paused', [3, 1]],
    ['entity=invoice', [2]],
    [`receivedBefore=${receivedAt(2)}`, [1]],
    ['connection=nobody', []],
  ])('is chosen by "%s"', async (query, found) => {
    await park(1, 'paused');
    await park(2, 'mapping', { entities: ['invoice'] });
    await park(3, 'paused');
    expect(await waiting(query)).toEqual(found.map(id));
  });
});

describe('releasing what a pause kept back', () => {
  beforeEach(async () => {
    for (const last of [1, 2, 3]) await park(last, 'paused');
    await park(4, 'mapping');
  });

  it('sends these and no others, each as a release by the person who asked', async () => {
    const answer = await settle('release', { filter: { connection: connectionId, cause: 'paused' } });
    expect(answer.body).toEqual({ done: 3, byCause: { paused: 3 }, refused: [], cursor: null });
    expect(sent()).toEqual([1, 2, 3].map(id));
    expect(ports.sent[0]?.message).toMatchObject({ reason: 'release', by: 'ada' });
  });

  it('is previewed first: the same numbers, and nothing is sent', async () => {
    const answer = await settle('release', { filter: {}, preview: true });
    expect(answer.body).toEqual({ done: 4, byCause: { paused: 3, mapping: 1 }, refused: [], cursor: null });
    expect(sent()).toEqual([]);
  });

  it('goes page by page with a cursor, each delivery once', async () => {
    const filter = { cause: 'paused' };
    const first = result(await settle('release', { filter, limit: 2 }));
    const second = result(await settle('release', { filter, limit: 2, cursor: first.cursor }));
    expect([first.done, second.done]).toEqual([2, 1]);
    expect(sent()).toEqual([1, 2, 3].map(id));
  });

  it('leaves out what came after a moment', async () => {
    expect(result(await settle('release', { filter: { receivedBefore: receivedAt(3) } })).done).toBe(2);
  });

  it('refuses a cursor of another filter, verb or company', async () => {
    const filter = { cause: 'paused' };
    const { cursor } = result(await settle('release', { filter, limit: 1 }));
    const others = await Promise.all([
      settle('release', { filter: {}, limit: 1, cursor }),
      settle('discard', { filter, limit: 1, cursor, reason }),
      call('POST', '/parked/release', { company: 'other', body: { filter, limit: 1, cursor } }),
    ]);
    expect(others.map(({ body }) => body)).toMatchObject(Array(3).fill({ code: 'invalid-cursor' }));
  });

  it('does not touch what is parked for another company (S1)', async () => {
    const answer = await call('POST', '/parked/release', { company: 'other', body: { filter: {} } });
    expect(answer.body).toMatchObject({ done: 0, cursor: null });
    expect(sent()).toEqual([]);
  });
});

describe('what cannot be released stays parked, says why, and does not hold back the others', () => {
  it.each([
    ['its connection is still paused', 'paused', /is paused; resume it first/],
    ['its connection is gone', 'gone', /create it again/],
  ])('%s', async (_what, kind, expected) => {
    const other = `${kind}-${count}`;
    if (kind === 'paused')
      await createConnection(running.store, aConnection({ company, connectionId: other, state: 'paused' }));
    await park(1, 'paused', { connectionId: other });
    await park(2, 'paused');

    for (const preview of [true, false]) {
      expect(result(await settle('release', { filter: {}, preview }))).toMatchObject({
        done: 1,
        refused: [{ deliveryId: id(1), reason: expect.stringMatching(expected) as string }],
      });
    }
    expect(sent()).toEqual([id(2)]);
  });

  it('is refused one by one for the same reason', async () => {
    const other = `paused-${count}`;
    await createConnection(running.store, aConnection({ company, connectionId: other, state: 'paused' }));
    await park(1, 'paused', { connectionId: other });
    const answer = await call('POST', `/deliveries/${id(1)}/release`, { headers: { 'if-match': '"1"' } });
    expect(answer).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('resume') as string },
    });
    expect(sent()).toEqual([]);
  });
});

describe('discarding', () => {
  beforeEach(async () => {
    await park(1, 'mapping');
    await park(2, 'paused');
  });

  it('ends each as ignored with the reason and the person, and the rest stays parked', async () => {
    const answer = await settle('discard', { filter: { cause: 'mapping' }, reason });
    expect(answer.body).toMatchObject({ done: 1, byCause: { mapping: 1 } });
    expect(await getDelivery(running.store, company, id(1))).toMatchObject({
      state: 'ignored',
      reason,
      attempts: [{ trigger: 'delivery' }, { trigger: 'discard', by: 'ada' }],
    });
    expect(await waiting()).toEqual([id(2)]);
  });

  it('has one effect however often it is asked', async () => {
    await settle('discard', { filter: {}, reason });
    expect(result(await settle('discard', { filter: {}, reason: 'Again.' }))).toMatchObject({ done: 0 });
    expect(await getDelivery(running.store, company, id(1))).toMatchObject({ version: 2, reason });
  });

  it('is previewed first', async () => {
    expect(result(await settle('discard', { filter: {}, reason, preview: true })).done).toBe(2);
    expect(await waiting()).toHaveLength(2);
  });

  it('goes on behind what the page before took away', async () => {
    const first = result(await settle('discard', { filter: {}, reason, limit: 1 }));
    expect(result(await settle('discard', { filter: {}, reason, limit: 1, cursor: first.cursor })).done).toBe(
      1,
    );
    expect(await waiting()).toEqual([]);
  });
});

it.each([
  ['release', {}],
  ['release', { filter: { cause: 'bored' } }],
  ['release', { filter: {}, limit: 101 }],
  ['discard', { filter: {} }],
  ['discard', { filter: {}, reason: ' ' }],
])('%s refuses %j', async (verb, body) => {
  expect((await settle(verb, body)).status).toBe(422);
});

describe('resuming a connection', () => {
  const resume = () =>
    call('POST', `/connections/${connectionId}/resume`, { headers: { 'if-match': '"1"' } });

  it('tells how many wait, and the request that releases them', async () => {
    await park(1, 'paused');
    await park(2, 'paused');
    await park(3, 'mapping');
    const { keptBack } = (await resume()).body as {
      keptBack: { count: number; release: { path: string; body: object } };
    };
    expect(keptBack).toMatchObject({ count: 2, isMore: false });
    const released = await call('POST', keptBack.release.path, { body: keptBack.release.body });
    expect(result(released)).toMatchObject({ done: 2 });
    expect(sent()).toEqual([id(1), id(2)]);
  });

  it('names no request where nothing waits', async () => {
    expect((await resume()).body).toMatchObject({ keptBack: { count: 0, isMore: false } });
    expect((await resume()).body).not.toHaveProperty('keptBack.release');
  });
});
