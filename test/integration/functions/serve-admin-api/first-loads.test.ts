import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FirstLoad } from '../../../../domain/first-load/first-load.ts';
import type { AdminPorts } from '../../../../functions/serve-admin-api/ports.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { getProgress } from '../../../../functions/shared/store/connection-progress.ts';
import { putFirstLoad, getFirstLoad } from '../../../../functions/shared/store/first-loads.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { adminClient, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { shippedConnector } from '../../../support/erp/a-connector.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

const HOUR_MS = 3_600_000;
let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let connectionId: string;
let company: string;
let nowMs: number;
let count = 0;

beforeEach(() => {
  count += 1;
  connectionId = `erp-${count}`;
  company = `company-${count}`;
  nowMs = Date.parse('2026-02-01T08:00:00.000Z');
  use({});
});

function use(overrides: Partial<AdminPorts>): void {
  const odoo = shippedConnector('odoo');
  const standard = shippedConnector('standard');
  const connectors = {
    names: () => ['odoo', 'standard'],
    get: (name: string) => [odoo, standard].find(({ manifest }) => manifest.name === name),
  };
  ports = testPorts(running.store, {
    ...{ connectors: () => Promise.resolve(connectors), now: () => new Date(nowMs) },
    ...overrides,
  });
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company, ...options });
}

const connected = (overrides: object = {}) =>
  createConnection(running.store, aConnection({ company, connectionId, connector: 'odoo', ...overrides }));
const path = (rest = '') => `/connections/${connectionId}/first-loads${rest}`;
const start = (body: object = { dryRun: true }) => call('POST', path(), { body });
const resume = (id: string) => call('POST', path(`/${id}/resume`));
const idOf = ({ body }: { body: unknown }) => (body as FirstLoad).firstLoadId;

async function ended(firstLoadId: string, state: 'done' | 'stopped'): Promise<void> {
  const load = await getFirstLoad(running.store, { connectionId, firstLoadId });
  if (load)
    await putFirstLoad(running.store, { ...load, state, reason: 'mend it', version: load.version + 1 });
}

describe('a first load', () => {
  it('starts with all that the connector reads, debtors and products before documents', async () => {
    await connected();
    const answer = await start();
    expect(answer).toMatchObject({ status: 202, headers: { location: path(`/${idOf(answer)}`) } });
    expect(answer.body).toMatchObject({
      ...{ state: 'running', dryRun: true, attempt: 1 },
      parts: [
        { entity: 'debtor', resource: 'res.partner', state: 'waiting' },
        { entity: 'product', resource: 'product.product' },
        { entity: 'invoice', resource: 'account.move' },
        { entity: 'order', resource: 'sale.order' },
      ],
    });
    expect(ports.loads).toMatchObject([{ connectionId, firstLoadId: idOf(answer), attempt: 1 }]);
  });

  it('reads what only tells of other records with those, not by itself', async () => {
    const erpnext = shippedConnector('erpnext');
    use({ connectors: () => Promise.resolve({ names: () => ['erpnext'], get: () => erpnext }) });
    await connected({ connector: 'erpnext' });
    const { body } = await start({ dryRun: false, entities: ['product', 'debtor'] });
    expect((body as FirstLoad).parts.map(({ resource }) => resource)).toEqual(['customers', 'items']);
  });

  it('shows how far it is', async () => {
    await connected();
    const id = idOf(await start());
    expect(await call('GET', path(`/${id}`))).toMatchObject({ status: 200, body: { firstLoadId: id } });
    expect((await call('GET', path('/0198f0b2'))).status).toBe(404);
    expect((await call('GET', path(`/${id}`), { company: 'another' })).status).toBe(404);
  });

  it('is refused while one is under way, and named', async () => {
    await connected();
    const id = idOf(await start());
    const second = await start({ dryRun: false });
    expect(second).toMatchObject({ status: 409, body: { detail: expect.stringContaining(id) as string } });
    expect((await resume(id)).status).toBe(409);
    expect(ports.loads).toHaveLength(1);
  });

  it('of two that start at the same moment, one is refused', async () => {
    await connected();
    const answers = await Promise.all([start(), start(), start()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409]);
  });

  it('that stopped goes on by the same id', async () => {
    await connected();
    const id = idOf(await start());
    await ended(id, 'stopped');
    nowMs += 3 * HOUR_MS;
    const { status, body } = await resume(id);
    expect({ status, body }).toMatchObject({ status: 202, body: { state: 'running', attempt: 2 } });
    expect(body).not.toHaveProperty('reason');
    expect(ports.loads.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('without a sign of life for hours was killed: it may go on, or another one start', async () => {
    await connected();
    const id = idOf(await start());
    nowMs += 3 * HOUR_MS;
    expect((await resume(id)).status).toBe(202);
    nowMs += 3 * HOUR_MS;
    expect((await start()).status).toBe(202);
  });

  it('that is done does not go on', async () => {
    await connected();
    const id = idOf(await start());
    await ended(id, 'done');
    nowMs += 3 * HOUR_MS;
    expect(await resume(id)).toMatchObject({ status: 409 });
  });

  it('of a paused connection is refused, a dry run is not', async () => {
    await connected({ state: 'paused' });
    expect((await start({ dryRun: false })).status).toBe(409);
    expect((await start({ dryRun: true })).status).toBe(202);
  });

  it('is refused where the connector cannot read what is wanted', async () => {
    await connected({ connector: 'standard' });
    const answer = await start({ dryRun: true, entities: ['debtor'] });
    expect(answer).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('cannot read debtors') as string },
    });
    expect((await getProgress(running.store, connectionId)).firstLoad).toBeUndefined();
  });

  it('that could not be started is not under way', async () => {
    use({ firstLoads: { start: () => Promise.reject(new Error('no right to start')) } });
    await connected();
    await expect(start()).rejects.toThrow('no right to start');
    const { firstLoad } = await getProgress(running.store, connectionId);
    expect(firstLoad?.state).toBe('stopped');
    use({});
    expect((await resume(firstLoad?.firstLoadId ?? '')).status).toBe(202);
  });
});
