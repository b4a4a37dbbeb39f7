import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../../../domain/deliveries/delivery-message.ts';
import { applyDeliveries, type ApplyPorts } from '../../../../functions/apply-delivery/apply-delivery.ts';
import { getDebtor } from '../../../../functions/shared/store/debtors.ts';
import { getDelivery } from '../../../../functions/shared/store/deliveries.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aDelivery } from '../../../support/ingestion/a-delivery.ts';
import { aMessage, queued } from '../../../support/ingestion/a-message.ts';
import { ingestionWorld, type IngestionWorld } from '../../../support/ingestion/ingestion-world.ts';

/** The ERP said that a record is gone, and has it all the same: by a restore, a glitch of its rights, a list that was cut. */
let running: RunningStore;
let count = 0;
let externalId: string;
let ports: IngestionWorld & ApplyPorts;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());
beforeEach(() => {
  externalId = `restored-${(count += 1)}`;
  ports = { ...ingestionWorld(running.store), failures: { note: () => undefined }, mostReceives: 5 };
});

const record = () => ({ externalId, name: 'Lumen GmbH', modifiedAt: '2026-01-10T08:00:00Z' });
const change = (overrides: Partial<Change>): Change => ({
  ...{ entity: 'debtor', resource: 'debtors', externalId, change: 'updated' },
  ...overrides,
});
const held = () =>
  getDebtor(running.store, 'acme', recordIdOf({ connectionId: 'acme-erp', entity: 'debtor', externalId }));

async function bring(changes: readonly Change[], overrides: Partial<DeliveryMessage> = {}) {
  const message = aMessage(changes, overrides);
  expect(await applyDeliveries(ports, [queued(message)])).toEqual([]);
  return message;
}
const stateOf = async ({ deliveryId }: DeliveryMessage) =>
  (await getDelivery(running.store, 'acme', deliveryId))?.state;

const deleted = () => change({ change: 'deleted', at: '2026-02-01T06:00:00Z' });
const listed = (receivedAt: string) =>
  applyDeliveries(ports, [
    queued({ ...aDelivery('debtor', [record()]), channel: 'pull', resource: 'debtors', receivedAt }),
  ]);

describe('a record that was said to be deleted', () => {
  let deletion: DeliveryMessage;
  beforeEach(async () => {
    await bring([change({ change: 'created', data: record() })]);
    deletion = await bring([deleted()]);
    expect((await held())?.deletedAt).toBeDefined();
  });

  it('is there again when it was fetched since, though no date of it moved, and that is news', async () => {
    ports.records.set(externalId, record());
    const before = ports.published.length;
    expect(await stateOf(await bring([change({})]))).toBe('applied');

    const debtor = await held();
    expect([debtor?.deletedAt, debtor?.canonical.name]).toEqual([undefined, 'Lumen GmbH']);
    expect(ports.published.slice(before).map(({ type }) => type)).toEqual(['DebtorChanged']);
  });

  it('is there again when a comparison lists it, for what is listed is fetched', async () => {
    ports.records.set(externalId, record());
    await bring([change({ change: 'created' })], {
      channel: 'compare',
      receivedAt: '2026-02-01T07:30:00.000Z',
    });
    expect((await held())?.deletedAt).toBeUndefined();
  });

  it('is there again when a pull that began since lists it; one that began before proves nothing', async () => {
    await listed('2026-02-01T06:59:00.000Z');
    expect((await held())?.deletedAt).toBeDefined();
    await listed('2026-02-01T07:30:00.000Z');
    expect((await held())?.deletedAt).toBeUndefined();
  });

  it('does not go again with the old deletion, brought twice or replayed by a person', async () => {
    ports.records.set(externalId, record());
    await bring([change({})]);
    await applyDeliveries(ports, [queued(deletion, 2)]);
    await applyDeliveries(ports, [queued({ ...deletion, reason: 'replay' })]);
    expect((await held())?.deletedAt).toBeUndefined();
  });

  it('goes when it is gone at the next look', async () => {
    ports.records.set(externalId, record());
    await bring([change({})]);
    ports.records.clear();
    await bring([change({})]);
    expect((await held())?.deletedAt).toBeDefined();
  });

  it('stays deleted for a late notification that carries its old state: nobody looked', async () => {
    expect(await stateOf(await bring([change({ data: record() })]))).toBe('superseded');
    expect((await held())?.deletedAt).toBeDefined();
  });
});
