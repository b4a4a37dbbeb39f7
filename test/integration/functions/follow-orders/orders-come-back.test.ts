import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { referenceOf } from '../../../../domain/ledger/reference.ts';
import type { Order } from '../../../../domain/records/order.ts';
import { applyDeliveries } from '../../../../functions/apply-delivery/apply-delivery.ts';
import { followPorts } from '../../../../functions/shared/orders/follow-records.ts';
import { followOrders } from '../../../../functions/follow-orders/follow-orders.ts';
import { readNews } from '../../../../functions/follow-orders/read-news.ts';
import { orderKey } from '../../../../functions/shared/orders/hand-over-keys.ts';
import { getDelivery } from '../../../../functions/shared/store/deliveries.ts';
import { sha256 } from '../../../../functions/shared/store/ledger/sha256.ts';
import { linkErpOrder } from '../../../../functions/shared/store/erp-orders.ts';
import { getOrder, updateOrder } from '../../../../functions/shared/store/orders.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { aDelivery } from '../../../support/ingestion/a-delivery.ts';
import { queued } from '../../../support/ingestion/a-message.ts';
import { connectorErp } from '../../../support/ingestion/connector-erp.ts';
import { ingestionWorld } from '../../../support/ingestion/ingestion-world.ts';
import { aSellingCompany, type SellingCompany } from '../../../support/sales/selling-company.ts';

/** From the ERP's webhook to what the Admin API shows of the order, over a real table engine. */
let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let firm: SellingCompany;
let order: Order;
let reference: string;
beforeEach(async () => {
  firm = await aSellingCompany(running.store);
  await firm.offer({});
  order = await aConfirmedOrder();
  reference = referenceOf(firm.company, orderKey(order.orderId), sha256);
});

async function aConfirmedOrder(): Promise<Order> {
  const lines = [{ product: '1896-S', quantity: '2' }];
  const made = await firm.post('/quotes', { accountId: firm.accountId, lines });
  const { quoteId } = made.body as { quoteId: string };
  await firm.post(`/quotes/${quoteId}/send`);
  const accepted = (await firm.post(`/quotes/${quoteId}/accept`, {})).body as Order;
  const stored = await getOrder(running.store, firm.company, accepted.orderId);
  if (!stored) throw new Error('The acceptance made no order.');
  const erp = { connectionId: 'acme-erp', externalId: 'so-1', number: 'AU-1' };
  return updateOrder(running.store, { ...stored, erp, state: 'confirmed', version: stored.version + 1 });
}

/** Applies a notification and brings what it announces to whoever follows orders; says what became of the delivery. */
async function arrives(type: string, data: object) {
  const { company } = firm;
  const connection = aConnection({ company, connectionId: 'acme-erp' });
  const world = ingestionWorld(running.store, {
    erp: connectorErp(),
    connections: { find: () => Promise.resolve(connection) },
  });
  const [entity = ''] = type.split('.');
  const message = { ...aDelivery(entity as 'order' | 'invoice', { type, timestamp: now, data }), company };
  const ports = { ...world, failures: { note: () => undefined }, mostReceives: 5 };
  expect(await applyDeliveries(ports, [queued(message)])).toEqual([]);
  for (const { type: name, detail } of world.published)
    await followOrders(followPorts(running.store), readNews(JSON.stringify({ 'detail-type': name, detail })));
  return getDelivery(running.store, company, message.deliveryId);
}

const now = '2026-02-05T08:00:00Z';
const invoice = (fields: object = {}) => ({
  ...{ id: 'in-1', number: 'RE-1', currency: 'EUR', postingDate: '2026-02-05', ourReference: reference },
  lines: [
    { kind: 'product', productNumber: '1896-S', description: 'Lamp', quantity: '2', net: '200.00' },
    { kind: 'text', description: 'Vielen Dank' },
  ],
  totals: { net: '200.00' },
  ...fields,
});

describe('an order comes back from the ERP (O-9)', () => {
  it('with its status, in the words of the ERP', async () => {
    const data = { id: 'so-1', reference, status: 'partly-delivered', statusText: 'Teilgeliefert' };

    expect(await arrives('order.status', data)).toMatchObject({ state: 'applied' });
    expect((await firm.call('GET', `/orders/${order.orderId}`)).body).toMatchObject({
      state: 'partly-delivered',
      erp: { statusText: 'Teilgeliefert' },
    });
  });

  it('and is invoiced when it vanishes there and its invoice arrives', async () => {
    await arrives('order.status', { id: 'so-1', reference, status: 'delivered' });
    await arrives('order.deleted', { id: 'so-1' });
    expect((await firm.call('GET', `/orders/${order.orderId}`)).body).toMatchObject({ state: 'cancelled' });

    await arrives('invoice.posted', invoice());
    expect((await firm.call('GET', `/orders/${order.orderId}`)).body).toMatchObject({ state: 'invoiced' });
  });

  describe('and was linked when it was handed over', () => {
    beforeEach(async () => {
      const { company } = firm;
      const { orderId } = order;
      await linkErpOrder(running.store, { company, orderId, connectionId: 'acme-erp', externalId: 'so-1' });
    });
    const state = async () =>
      ((await firm.call('GET', `/orders/${order.orderId}`)).body as { state: string }).state;

    it('is cancelled when it is deleted there before anybody here had read it', async () => {
      expect(await arrives('order.deleted', { id: 'so-1' })).toMatchObject({ state: 'applied' });
      expect(await state()).toBe('cancelled');
    });

    it('is followed when a clerk changes its reference', async () => {
      await arrives('order.status', { id: 'so-1', reference: 'PO 17', status: 'delivered' });
      expect(await state()).toBe('delivered');

      await arrives('order.deleted', { id: 'so-1' });
      expect(await state()).toBe('cancelled');
    });
  });

  it.each([
    ['without a reference', { id: 'so-9', status: 'confirmed' }, 'no reference of ours'],
    ['of another system', { id: 'so-9', reference: 'OS-OTHER', status: 'confirmed' }, 'No order here has'],
  ])('is ignored %s, with the reason', async (_, data, reason) => {
    const delivery = await arrives('order.created', data);

    expect(delivery).toMatchObject({ state: 'ignored' });
    expect(JSON.stringify(delivery)).toContain(reason);
  });

  it('is parked with a status that nobody knows', async () => {
    expect(await arrives('order.status', { id: 'so-1', reference, status: 'shipped' })).toMatchObject({
      state: 'parked',
    });
  });
});

describe('an invoice of an order (I-7)', () => {
  it('is listed with the order, its lines name the line of the order that they bill', async () => {
    await arrives('invoice.posted', invoice());
    const listed = await firm.call('GET', `/orders/${order.orderId}/invoices`);
    const [row] = (listed.body as { items: { invoiceId: string; number: string }[] }).items;
    const lines = await firm.call('GET', `/invoices/${row?.invoiceId ?? ''}/lines`);

    expect(row?.number).toBe('RE-1');
    expect((lines.body as { items: object[] }).items).toMatchObject([
      {
        origin: {
          state: 'referenced',
          order: { orderId: order.orderId, orderNumber: order.orderNumber, lineId: '1', by: 'product' },
        },
      },
      { kind: 'text' },
    ]);
  });

  it('is found by the ERP’s own order where a clerk changed the reference of both', async () => {
    const { company } = firm;
    const { orderId, orderNumber } = order;
    const link = { company, orderId, connectionId: 'acme-erp' };
    await linkErpOrder(running.store, { ...link, externalId: 'so-1', number: 'AU-1' });
    await arrives('order.deleted', { id: 'so-1' });
    await arrives('invoice.posted', invoice({ ourReference: 'PO 17', orders: [{ number: 'AU-1' }] }));

    const listed = await firm.call('GET', `/orders/${orderId}/invoices`);
    const [row] = (listed.body as { items: { invoiceId: string }[] }).items;
    const lines = await firm.call('GET', `/invoices/${row?.invoiceId ?? ''}/lines`);
    expect((lines.body as { items: object[] }).items[0]).toMatchObject({
      origin: { state: 'referenced', order: { orderId, orderNumber, lineId: '1', by: 'product' } },
    });
    expect((await firm.call('GET', `/orders/${orderId}`)).body).toMatchObject({ state: 'invoiced' });
  });

  it('that names nothing of ours is unassigned, and with no order', async () => {
    await arrives('invoice.posted', invoice({ ourReference: null }));
    const { items } = (await firm.call('GET', '/invoices')).body as { items: { invoiceId: string }[] };
    const lines = await firm.call('GET', `/invoices/${items[0]?.invoiceId ?? ''}/lines`);

    expect((lines.body as { items: object[] }).items[0]).toMatchObject({ origin: { state: 'unassigned' } });
    expect((await firm.call('GET', `/orders/${order.orderId}/invoices`)).body).toMatchObject({ items: [] });
  });
});
