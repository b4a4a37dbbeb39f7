import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../domain/records/connection.ts';
import type { Change } from '../../../../domain/canonical/change.ts';
import { ErpUnavailableError } from '../../../../domain/errors.ts';
import type { RecordEvent } from '../../../../domain/events/record-event.ts';
import { applyDeliveries, type ApplyPorts } from '../../../../functions/apply-delivery/apply-delivery.ts';
import type { Mapped } from '../../../../functions/shared/ingestion/ports.ts';
import { getDebtor, listDebtors } from '../../../../functions/shared/store/debtors.ts';
import { getDelivery, listParked } from '../../../../functions/shared/store/deliveries.ts';
import { getInvoice, listInvoices } from '../../../../functions/shared/store/invoices.ts';
import { listNumbers } from '../../../../functions/shared/store/numbers.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aMessage, queued } from '../../../support/ingestion/a-message.ts';
import { anInvoice } from '../../../support/ingestion/an-invoice.ts';
import { ingestionWorld, type IngestionWorld } from '../../../support/ingestion/ingestion-world.ts';

let running: RunningStore;
let count = 0;
let externalId: string;

beforeAll(async () => {
  running = await aStore();
});
afterAll(() => running.close());
beforeEach(() => {
  externalId = `erp-${(count += 1)}`;
});

const world = (overrides: Partial<ApplyPorts> = {}): IngestionWorld & ApplyPorts => ({
  ...ingestionWorld(running.store, overrides),
  failures: { note: () => undefined },
  mostReceives: 5,
  ...overrides,
});

const debtorId = () => recordIdOf({ connectionId: 'acme-erp', entity: 'debtor', externalId });
const invoiceId = () => recordIdOf({ connectionId: 'acme-erp', entity: 'invoice', externalId });

const debtorChange = (version: number, fields: object = {}): Change => ({
  entity: 'debtor',
  externalId,
  change: version === 1 ? 'created' : 'updated',
  data: { externalId, number: '10001', name: `Version ${version}`, version: String(version), ...fields },
});

describe('a batch of deliveries', () => {
  it('ends as records, recorded deliveries, one archive object and events', async () => {
    const ports = world();
    const first = aMessage([debtorChange(1)]);
    const second = aMessage([debtorChange(2)]);

    expect(await applyDeliveries(ports, [queued(first), queued(second)])).toEqual([]);

    expect((await getDebtor(running.store, 'acme', debtorId()))?.canonical.name).toBe('Version 2');
    expect(ports.archived.size).toBe(1);
    for (const { deliveryId, sha256 } of [first, second]) {
      const delivery = await getDelivery(running.store, 'acme', deliveryId);
      expect(delivery?.state).toMatch(/applied|superseded/);
      const bytes = await ports.archive.read(delivery?.archive ?? { key: '', offset: 0, length: 0 });
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    expect(ports.published.map(({ type }) => type)).toContain('DebtorChanged');
  });

  it('recognises a duplicate and an older version, and announces neither (D-5)', async () => {
    const ports = world();
    await applyDeliveries(ports, [queued(aMessage([debtorChange(2)]))]);
    const duplicate = aMessage([debtorChange(2)]);
    const older = aMessage([debtorChange(1)]);

    await applyDeliveries(ports, [queued(duplicate), queued(older)]);

    expect((await getDelivery(running.store, 'acme', duplicate.deliveryId))?.state).toBe('duplicate');
    expect((await getDelivery(running.store, 'acme', older.deliveryId))?.state).toBe('superseded');
    expect(ports.published).toHaveLength(1);
  });

  it('keeps old numbers searchable, whichever came first (D-6)', async () => {
    await applyDeliveries(world(), [queued(aMessage([debtorChange(2, { number: `N-${externalId}` })]))]);
    await applyDeliveries(world(), [queued(aMessage([debtorChange(1, { number: `O-${externalId}` })]))]);

    const byOldNumber = await listDebtors(
      running.store,
      { company: 'acme', number: `O-${externalId}` },
      { limit: 5 },
    );
    expect(byOldNumber.items.map(({ recordId }) => recordId)).toEqual([debtorId()]);
    const refs = await listNumbers(running.store, {
      company: 'acme',
      entity: 'debtor',
      prefix: `O-${externalId}`,
    });
    expect(refs.map(({ recordId }) => recordId)).toEqual([debtorId()]);
  });

  it('a message brought twice stays applied and announces the same event again', async () => {
    const ports = world();
    const message = aMessage([debtorChange(1)]);
    await applyDeliveries(ports, [queued(message)]);
    await applyDeliveries(ports, [queued(message, 2)]);

    const delivery = await getDelivery(running.store, 'acme', message.deliveryId);
    expect(delivery?.state).toBe('applied');
    expect(delivery?.attempts).toHaveLength(1);
    expect(new Set(ports.published.map(({ detail }) => detail.id))).toEqual(new Set([`${debtorId()}.1`]));
    expect(ports.published).toHaveLength(2);
  });

  it('brings a message again whose event the bus did not take', async () => {
    const taken: RecordEvent[] = [];
    let isFull = true;
    const publish = (events: readonly RecordEvent[]) => {
      if (isFull) return Promise.resolve(new Set(events));
      taken.push(...events);
      return Promise.resolve(new Set<RecordEvent>());
    };
    const ports = world({ events: { publish } });
    const message = queued(aMessage([debtorChange(1)]));

    expect(await applyDeliveries(ports, [message])).toEqual([message.messageId]);
    isFull = false;
    expect(await applyDeliveries(ports, [{ ...message, receives: 2 }])).toEqual([]);
    expect(taken.map(({ type }) => type)).toEqual(['DebtorChanged']);
  });

  it('records a delivery for two entities when both parts are in', async () => {
    const invoice = anInvoice({ externalId, number: `RE-${externalId}` });
    const message = aMessage([
      debtorChange(1),
      { entity: 'invoice', externalId, change: 'created', data: invoice },
    ]);
    const ports = world();

    await applyDeliveries(ports, [queued(message)]);
    expect((await getDelivery(running.store, 'acme', message.deliveryId))?.state).toBe('received');
    await applyDeliveries(ports, [queued({ ...message, entity: 'invoice' })]);

    const delivery = await getDelivery(running.store, 'acme', message.deliveryId);
    expect(delivery?.state).toBe('applied');
    expect(delivery?.counts).toEqual({ applied: 2 });
    expect(delivery?.changes.map(({ entity }) => entity).sort()).toEqual(['debtor', 'invoice']);
  });
});

describe('what cannot be done', () => {
  const common = { payload: 'complete', tolerance: { amount: '0.01' } } as const;

  it('parks a payload that does not map with field and reason, and a release applies it once mended', async () => {
    const broken = aMessage([{ ...debtorChange(1), data: { externalId, name: true } }]);
    const ports = world();
    await applyDeliveries(ports, [queued(broken)]);

    const parked = await getDelivery(running.store, 'acme', broken.deliveryId);
    expect(parked).toMatchObject({ state: 'parked', reason: 'It does not fit.' });
    expect(ports.counted).toEqual(['parked']);
    expect(parked?.changes[0]?.cause).toBe('mapping');
    expect(parked?.changes[0]?.problems).toEqual([{ field: 'debtor', reason: 'wrong shape' }]);
    const { items } = await listParked(running.store, { company: 'acme' }, { limit: 50 });
    expect(items.map(({ deliveryId }) => deliveryId)).toContain(broken.deliveryId);

    const mended: Mapped = { ...common, entity: 'debtor', canonical: { externalId, name: 'Seven' } };
    const refreshed: string[] = [];
    const refresh = ({ connectionId }: Connection) => Promise.resolve(void refreshed.push(connectionId));
    const erp = { ...ports.erp, refresh, map: () => Promise.resolve(mended) };
    const release = {
      ...broken,
      body: { archived: parked?.archive ?? { key: '', offset: 0, length: 0 } },
      reason: 'release' as const,
    };
    await applyDeliveries({ ...ports, erp }, [queued(release)]);

    expect(refreshed).toEqual([broken.connectionId]);
    expect((await getDelivery(running.store, 'acme', broken.deliveryId))?.state).toBe('applied');
    expect((await listParked(running.store, { company: 'acme' }, { limit: 50 })).items).not.toContainEqual(
      expect.objectContaining({ deliveryId: broken.deliveryId }),
    );
  });

  it('brings a message again while the ERP is away, and parks it at the last try', async () => {
    const fetch = () => Promise.reject(new ErpUnavailableError('The ERP answered 503.'));
    const ports = world();
    const away = { ...ports, erp: { ...ports.erp, fetch } };
    const message = aMessage([{ entity: 'debtor', externalId, change: 'updated' }]);

    expect(await applyDeliveries(away, [queued(message)])).toEqual([queued(message).messageId]);
    expect(await applyDeliveries(away, [queued(message, 5)])).toEqual([]);

    const delivery = await getDelivery(running.store, 'acme', message.deliveryId);
    expect(delivery).toMatchObject({
      state: 'parked',
      reason: 'The ERP answered 503.',
      changes: [{ cause: 'erp-silent' }],
    });
  });

  describe('when the ERP says when to come again', () => {
    const wants = (retryAfterSeconds: number) => () =>
      Promise.reject(new ErpUnavailableError('The ERP answered 429.', { retryAfterSeconds }));
    const pointer = (overrides: Parameters<typeof aMessage>[1] = {}) =>
      aMessage([{ entity: 'debtor', externalId, change: 'updated' }], overrides);

    it('a message goes back as a new one, its bytes archived, so that waiting is no failed attempt', async () => {
      const ports = world();
      const away = { ...ports, erp: { ...ports.erp, fetch: wants(40) } };
      const message = pointer();

      expect(await applyDeliveries(away, [queued(message, 5)])).toEqual([]);

      expect(await getDelivery(running.store, 'acme', message.deliveryId)).toBeUndefined();
      const [later] = ports.postponed;
      expect(later?.seconds).toBe(40);
      expect(later?.message).toMatchObject({
        deliveryId: message.deliveryId,
        body: { archived: { offset: 0 } },
      });

      ports.records.set(externalId, { externalId, number: '1', name: 'Nun doch' });
      expect(await applyDeliveries(ports, [queued(later?.message ?? message)])).toEqual([]);
      expect(await getDelivery(running.store, 'acme', message.deliveryId)).toMatchObject({
        state: 'applied',
      });
      expect(ports.archived.size).toBe(1);
    });

    it('no longer than a queue can wait, and not for more than a day: then a person shall know', async () => {
      const ports = world();
      const away = { ...ports, erp: { ...ports.erp, fetch: wants(50_000) } };
      const late = pointer({ postponedSince: '2026-01-31T07:00:00.000Z' });

      await applyDeliveries(away, [queued(pointer()), queued(late, 5)]);

      expect(ports.postponed.map(({ seconds }) => seconds)).toEqual([900]);
      expect(await getDelivery(running.store, 'acme', late.deliveryId)).toMatchObject({
        changes: [{ cause: 'erp-silent' }],
      });
    });

    it('and its queue cannot take it, the queue that brought it tries again', async () => {
      const queues = { later: () => Promise.reject(new Error('The queue is away.')) };
      const ports = world({ queues });
      const away = { ...ports, erp: { ...ports.erp, fetch: wants(40) } };
      const message = pointer();

      expect(await applyDeliveries(away, [queued(message)])).toEqual([queued(message).messageId]);
    });
  });

  it('parks what fails unexpectedly at the last try, and the others of the batch go on', async () => {
    const ports = world();
    const fetch = () => Promise.reject(new TypeError('a bug'));
    const buggy = aMessage([{ entity: 'debtor', externalId: 'buggy', change: 'updated' }]);
    const good = aMessage([debtorChange(1)]);

    await applyDeliveries({ ...ports, erp: { ...ports.erp, fetch } }, [queued(buggy, 5), queued(good)]);

    expect((await getDelivery(running.store, 'acme', buggy.deliveryId))?.state).toBe('parked');
    expect((await getDelivery(running.store, 'acme', good.deliveryId))?.state).toBe('applied');
  });

  it('refuses a message whose bytes do not hash to what was received (W3)', async () => {
    const message = { ...aMessage([debtorChange(1)]), sha256: '0'.repeat(64) };
    expect(await applyDeliveries(world(), [queued(message)])).toEqual([queued(message).messageId]);
    expect(await getDebtor(running.store, 'acme', debtorId())).toBeUndefined();
  });
});

describe('pointers', () => {
  it('a record that is gone when asked for becomes a tombstone', async () => {
    const ports = world();
    await applyDeliveries(ports, [queued(aMessage([debtorChange(1)]))]);
    await applyDeliveries(ports, [queued(aMessage([{ entity: 'debtor', externalId, change: 'updated' }]))]);

    const debtor = await getDebtor(running.store, 'acme', debtorId());
    expect(debtor?.deletedAt).toBeDefined();
    expect(debtor?.canonical.name).toBe('Version 1');
  });
});

describe('invoices', () => {
  const posted = (fields: object = {}, lineCount = 2): Change => ({
    entity: 'invoice',
    externalId,
    change: 'created',
    data: anInvoice({ externalId, number: `RE-${externalId}`, ...fields }, lineCount),
  });

  it('are listed by date and by debtor, with values and flags', async () => {
    const ports = world();
    await applyDeliveries(ports, [
      queued(
        aMessage([posted({ debtorExternalId: `d-${externalId}`, totals: { net: '1.00', gross: '1.20' } })]),
      ),
    ]);

    const theDebtor = recordIdOf({
      connectionId: 'acme-erp',
      entity: 'debtor',
      externalId: `d-${externalId}`,
    });
    const { items } = await listInvoices(
      running.store,
      { company: 'acme', debtorId: theDebtor },
      { limit: 5 },
    );
    expect(items.map(({ recordId, flags, lineCount }) => ({ recordId, flags, lineCount }))).toEqual([
      { recordId: invoiceId(), flags: ['totals-differ'], lineCount: 2 },
    ]);
    expect(ports.published.map(({ type }) => type)).toEqual(['InvoicePosted']);
    expect((await getInvoice(running.store, 'acme', invoiceId()))?.canonical?.lines[0]?.value).toBe('100.00');
  });

  it('a draft is ignored visibly until it is posted', async () => {
    const ports = world();
    const draft = aMessage([posted({ status: 'draft', version: '1' })]);
    await applyDeliveries(ports, [queued(draft)]);
    expect(await getDelivery(running.store, 'acme', draft.deliveryId)).toMatchObject({ state: 'ignored' });
    expect(ports.published).toEqual([]);

    await applyDeliveries(ports, [
      queued(aMessage([posted({ version: '2', modifiedAt: '2026-01-31T11:00:00Z' })])),
    ]);
    expect(ports.published.map(({ type }) => type)).toEqual(['InvoicePosted']);
    await applyDeliveries(ports, [queued(aMessage([posted({ status: 'draft', version: '1' })]))]);
    expect((await getInvoice(running.store, 'acme', invoiceId()))?.deletedAt).toBeUndefined();
  });
});
