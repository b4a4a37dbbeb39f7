import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { putDelivery } from '../../../../functions/shared/store/deliveries.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { noteProgress } from '../../../../functions/shared/store/connection-progress.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { aDelivery } from '../../../support/admin-api/stored-records.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let company: string;
let count = 0;

beforeEach(() => {
  company = `company-${(count += 1)}`;
  ports = testPorts(running.store);
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company, roles: ['reader'], ...options });
});

it('is good while nothing waits for a person', async () => {
  expect((await call('GET', '/health')).body).toMatchObject({ state: 'good', parked: 0, lastDelivery: null });
});

it('asks for attention while deliveries are parked, and tells the age of the last one', async () => {
  await putDelivery(ports.store, aDelivery({ company }));
  expect((await call('GET', '/health')).body).toMatchObject({
    state: 'attention',
    attention: ['Parked deliveries that wait for a person: 1.'],
    parked: 1,
    // From 31 January 09:30 to 1 February 08:00.
    lastDelivery: { ageSeconds: 22.5 * 3_600 },
    queues: [{ queue: 'invoices', waiting: 2, inFlight: 1 }],
  });
});

it('asks for attention while messages lie in a dead-letter queue', async () => {
  const dead = () => Promise.resolve([{ queue: 'invoices-dead', waiting: 2, inFlight: 0 }]);
  call = adminClient({ ...ports, queues: { ...ports.queues, deadLetterDepths: dead } });
  expect((await call('GET', '/health', { company })).body).toMatchObject({
    state: 'attention',
    attention: ['Messages that nothing could process, in invoices-dead: 2.'],
  });
});

it('asks for attention after a comparison that was refused, and shows it on the connection (P-4)', async () => {
  await createConnection(ports.store, aConnection({ company, connectionId: company }));
  const comparison = { startedAt: '2026-02-01T07:00:00.000Z', preview: false, reason: 'A part only.' };
  const comparisons = { product: { ...comparison, outcome: 'refused' as const } };
  await noteProgress(ports.store, company, (progress) => ({ ...progress, comparisons }));
  expect((await call('GET', '/health')).body).toMatchObject({
    ...{ state: 'attention', connections: [{ comparisons }] },
    attention: ['The comparison of products of The ERP was refused: A part only.'],
  });
  expect((await call('GET', `/connections/${company}`)).body).toMatchObject({ comparisons });
});

it('asks for attention where webhooks are silent, or could not be subscribed to', async () => {
  await createConnection(ports.store, aConnection({ company, connectionId: company }));
  const reasons = { webhooksReason: 'None came since Monday.', subscriptionsReason: 'items: No room.' };
  await noteProgress(ports.store, company, (progress) => ({ ...progress, ...reasons }));
  expect((await call('GET', '/health')).body).toMatchObject({
    ...{ state: 'attention', connections: [reasons] },
    attention: [
      'The webhooks of The ERP are silent. None came since Monday.',
      'Subscriptions of The ERP could not be upheld: items: No room.',
    ],
  });
});

it('is alive without a token', async () => {
  expect((await call('GET', '/health/live', { roles: [] })).body).toEqual({ live: true });
});
