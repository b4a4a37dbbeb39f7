import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../../../domain/records/order.ts';
import { listOpenHandOvers } from '../../../../functions/list-open-hand-overs/list-open-hand-overs.ts';
import { getOrder, updateOrder } from '../../../../functions/shared/store/orders.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aSellingCompany } from '../../../support/sales/selling-company.ts';

let running: RunningStore;
afterEach(() => running.close());

const MINUTE = 60_000;
let order: Order;
beforeEach(async () => {
  running = await aStore();
  const firm = await aSellingCompany(running.store);
  await firm.offer({});
  const lines = [{ product: '1896-S', quantity: '2' }];
  const made = await firm.post('/quotes', { accountId: firm.accountId, lines });
  const { quoteId } = made.body as { quoteId: string };
  await firm.post(`/quotes/${quoteId}/send`);
  const { orderId } = (await firm.post(`/quotes/${quoteId}/accept`, {})).body as Order;
  const stored = await getOrder(running.store, firm.company, orderId);
  if (!stored) throw new Error('The acceptance made no order.');
  order = stored;
});

const inState = (state: Order['state']) =>
  updateOrder(running.store, { ...order, state, version: order.version + 1 });

/** The sweep some minutes after the order's last change. */
async function sweep(minutes: number) {
  const counted: string[] = [];
  const { orders } = await listOpenHandOvers({
    store: running.store,
    ledger: { read: () => Promise.resolve(undefined) },
    counts: { count: (name) => counted.push(name) },
    now: () => Date.parse(order.updatedAt) + minutes * MINUTE,
  });
  return { swept: orders, counted };
}

describe('an order under way', () => {
  it('is taken up again once nothing happened to it for a quarter of an hour', async () => {
    await inState('handing-over');
    expect((await sweep(10)).swept).toEqual([]);

    const { orderId, company, handOverAttempt: attempt } = order;
    expect((await sweep(16)).swept).toMatchObject([{ orderId, company, attempt }]);
  });

  it('is told to people after two hours', async () => {
    await inState('released');
    expect((await sweep(119)).counted).toEqual([]);
    expect((await sweep(121)).counted).toEqual(['order-open-too-long']);
  });
});

it('an order that is done, parked or cancelled is left where it is', async () => {
  for (const state of ['confirmed', 'parked', 'cancelled'] as const) {
    order = await inState(state);
    expect((await sweep(600)).swept).toEqual([]);
  }
});
