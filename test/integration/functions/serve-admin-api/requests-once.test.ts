import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { requestMemory } from '../../../../functions/serve-admin-api/adapters/request-memory.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminAnswer, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { testNow, testPorts } from '../../../support/admin-api/test-ports.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let now: Date;
let call: AdminClient;
let company = 0;

beforeEach(() => {
  company += 1;
  now = testNow;
  const ports = testPorts(running.store, { now: () => now });
  const client = adminClient(ports, requestMemory(ports));
  call = (method, path, options = {}) => client(method, path, { company: `company-${company}`, ...options });
});

const create = (name: string, key = 'key-1') =>
  call('POST', '/accounts', { headers: { 'idempotency-key': key }, body: { name } });
const accounts = async () => ((await call('GET', '/accounts')).body as { items: unknown[] }).items.length;
const idOf = (answer: AdminAnswer) => (answer.body as { accountId: string }).accountId;
const later = (hours: number) => void (now = new Date(testNow.getTime() + hours * 3_600_000));

it('does a repeated request once and gives the same answer', async () => {
  const [first, second] = [await create('A'), await create('A')];
  expect(second).toMatchObject({
    status: 201,
    body: first.body,
    headers: { etag: '"1"', 'idempotency-replayed': 'true' },
  });
  expect(await accounts()).toBe(1);
});

it('does one of two requests at the same time; the other is told to wait or gets the same answer', async () => {
  const answers = await Promise.all([create('A'), create('A')]);
  expect(answers.map(({ status }) => status)).toContain(201);
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
  expect(await accounts()).toBe(1);
});

it('refuses the key for another request', async () => {
  await create('A');
  expect((await create('B')).body).toMatchObject({ code: 'idempotency-key-reused', status: 422 });
});

it('remembers for 24 hours and then forgets', async () => {
  const first = await create('A');
  later(23);
  expect(idOf(await create('A'))).toBe(idOf(first));
  later(25);
  expect(idOf(await create('A'))).not.toBe(idOf(first));
});

it('frees the key of a request that was refused', async () => {
  const body = { accountId: 'acc_none', lastName: 'Muster' };
  const refused = await call('POST', '/contacts', { headers: { 'idempotency-key': 'key-1' }, body });
  expect([refused.status, (await create('A')).status]).toEqual([422, 201]);
});

it('keeps the keys of two companies apart (S1)', async () => {
  await create('A');
  company += 1;
  expect((await create('B')).status).toBe(201);
});
