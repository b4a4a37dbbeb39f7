import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Connection } from '../../../../domain/records/connection.ts';
import type { DebtorRecord } from '../../../../domain/records/debtor.ts';
import type { Delivery } from '../../../../domain/records/delivery.ts';
import { ErpUnavailableError } from '../../../../domain/errors.ts';
import {
  previewDelivery,
  type PreviewPorts,
} from '../../../../functions/serve-admin-api/deliveries/preview-delivery.ts';
import type { MappedChange } from '../../../../functions/serve-admin-api/views/delivery-view.ts';
import { loadConnectors } from '../../../../functions/shared/erp/connectors.ts';
import { erpRuntime } from '../../../../functions/shared/ingestion/erp-runtime.ts';
import { orderOfContent } from '../../../../functions/shared/ingestion/order-of-change.ts';
import { getDebtor } from '../../../../functions/shared/store/debtors.ts';
import { debtorLayout } from '../../../../functions/shared/store/mirror-layout.ts';
import { putMirrored } from '../../../../functions/shared/store/mirror-records.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aDebtor, aDelivery } from '../../../support/admin-api/stored-records.ts';

const now = Date.parse('2026-02-01T08:00:00.000Z');
let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let company: string;
let count = 0;
let body: string;

beforeEach(() => void (company = `company-${(count += 1)}`));

const connection = (): Connection => ({
  ...{ company, connectionId: 'bc', connector: 'standard', name: 'Standard', state: 'active' },
  ...{ baseUrl: 'https://erp.test', settings: {}, secretName: 's' },
  catchUp: { everyMinutes: 15, overlapSeconds: 300 },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z', version: 1 },
});

const erp = erpRuntime({
  connectors: loadConnectors('connectors'),
  secrets: { of: () => Promise.resolve({}) },
  http: { now: () => now, send: () => Promise.reject(new Error('Nothing is asked here.')) },
});

const ports = (overrides: Partial<PreviewPorts> = {}): PreviewPorts => ({
  store: running.store,
  archive: {
    read: () => Promise.resolve(Buffer.from(body)),
    put: () => Promise.reject(new Error('A preview keeps nothing.')),
  },
  connections: { find: () => Promise.resolve(connection()) },
  erp,
  now: () => now,
  ...overrides,
});

const preview = async (fields: Partial<Delivery> = {}, overrides: Partial<PreviewPorts> = {}) =>
  (await previewDelivery(ports(overrides), aDelivery({ company, ...fields }))).changes;

/** An ERP whose pages list debtors as they are. */
const listing: Partial<PreviewPorts> = {
  erp: {
    ...erp,
    listed: (_connection, { entity }, payloads) =>
      payloads.map((data) => ({
        ...{ entity, data, change: 'updated' },
        externalId: z.looseObject({ id: z.string() }).parse(data).id,
      })),
  },
};

/** Stores what a preview mapped as if the delivery had been applied. */
async function storeAsBroughtBy([change]: readonly MappedChange[]): Promise<void> {
  const canonical = change?.canonical as DebtorRecord['canonical'];
  const { deliveryId, receivedAt } = aDelivery();
  const { hash } = orderOfContent({}, canonical, { receivedAt });
  const record = { ...aDebtor(canonical, { company }), canonical, source: { deliveryId, index: 0, hash } };
  await putMirrored(running.store, { layout: debtorLayout, record }, 'absent');
}

const announce = (type: string, data: object, timestamp = '2026-02-01T07:00:00Z') =>
  void (body = JSON.stringify({ type, timestamp, data }));

const storeDebtor = async (name: string, modifiedAt: string) => {
  const record = {
    ...aDebtor({ externalId: 'd-1', name }, { company }),
    order: { at: modifiedAt, hash: 'h' },
  };
  await putMirrored(running.store, { layout: debtorLayout, record }, 'absent');
  return record;
};

describe('a preview', () => {
  it('of a new record says what would be stored, and stores nothing', async () => {
    announce('debtor.created', { id: 'd-1', name: 'Musterbau' });
    const [change] = await preview();
    expect(change).toMatchObject({
      entity: 'debtor',
      externalId: 'd-1',
      outcome: 'applied',
      canonical: { externalId: 'd-1', name: 'Musterbau' },
    });
    expect(await getDebtor(running.store, company, change?.recordId ?? '')).toBeUndefined();
  });

  it('of a newer version names the fields that would change', async () => {
    const { recordId } = await storeDebtor('Muster', '2026-01-01T00:00:00Z');
    announce('debtor.updated', { id: 'd-1', name: 'Musterbau' });
    const [change] = await preview();
    expect(change).toMatchObject({ outcome: 'applied', recordId });
    expect(change?.differences).toEqual([{ field: 'name', stored: 'Muster', mapped: 'Musterbau' }]);
    expect((await getDebtor(running.store, company, recordId))?.canonical.name).toBe('Muster');
  });

  it('of a created record that is stored already compares with what is stored', async () => {
    await storeDebtor('Muster', '2026-01-01T00:00:00Z');
    announce('debtor.created', { id: 'd-1', name: 'Musterbau' });
    expect((await preview())[0]).toMatchObject({ outcome: 'applied', differences: [{ field: 'name' }] });
  });

  it('of what this very delivery brought about is unchanged', async () => {
    announce('debtor.created', { id: 'd-1', name: 'Musterbau' });
    await storeAsBroughtBy(await preview());
    expect((await preview())[0]).toMatchObject({ outcome: 'unchanged', differences: [] });
  });

  it('of a pulled page that is applied already is unchanged, wherever its records stand in it', async () => {
    body = JSON.stringify([{ id: 'd-0' }, { id: 'd-1', name: 'Musterbau' }]);
    const page = { channel: 'pull' as const, resource: 'debtors' };
    await storeAsBroughtBy((await preview(page, listing)).slice(1));
    expect(await preview(page, listing)).toMatchObject([{ outcome: 'applied' }, { outcome: 'unchanged' }]);
  });

  it('looks at the first 20 changes and counts the others', async () => {
    const entries = Array.from({ length: 25 }, (_, index) => ({
      ...{ type: 'debtor.created', timestamp: '2026-02-01T07:00:00Z' },
      data: { id: `d-${index}`, name: 'A' },
    }));
    body = JSON.stringify(entries);
    const { changes, notShown } = await previewDelivery(ports(), aDelivery({ company }));
    expect([changes.length, notShown]).toEqual([20, 5]);
  });

  it('of an older version is superseded and changes nothing', async () => {
    await storeDebtor('Muster', '2026-02-02T00:00:00Z');
    announce('debtor.updated', { id: 'd-1', name: 'Alt' });
    expect((await preview())[0]).toMatchObject({ outcome: 'superseded' });
  });

  it('of a deletion would leave a tombstone', async () => {
    const { recordId } = await storeDebtor('Muster', '2026-01-01T00:00:00Z');
    announce('debtor.deleted', { id: 'd-1' });
    expect((await preview())[0]).toMatchObject({ outcome: 'applied', recordId });
    expect((await getDebtor(running.store, company, recordId))?.deletedAt).toBeUndefined();
  });

  it('of what does not map is parked and names field and reason', async () => {
    announce('debtor.updated', { id: 'd-1', currency: 'euro' });
    const [change] = await preview();
    expect(change).toMatchObject({ outcome: 'parked', problems: [{ field: 'currency' }] });
  });

  it('of an ERP that does not answer is parked with its words', async () => {
    announce('debtor.updated', { id: 'd-1', name: 'A' });
    const unavailable = { ...erp, map: () => Promise.reject(new ErpUnavailableError('The ERP is down.')) };
    const { changes } = await previewDelivery(ports({ erp: unavailable }), aDelivery({ company }));
    expect(changes[0]).toMatchObject({ outcome: 'parked', reason: 'The ERP is down.' });
  });

  it('of what is no JSON is parked with the place', async () => {
    body = '{"type":';
    expect(await preview()).toMatchObject([
      { outcome: 'parked', externalId: null, problems: [{ field: '(body)' }] },
    ]);
  });

  it('of a connection of another company is refused (S1)', async () => {
    announce('debtor.updated', { id: 'd-1' });
    await expect(preview({ company: 'other' })).rejects.toThrow('The connection bc is gone.');
  });
});
