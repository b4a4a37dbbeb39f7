import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../../../domain/records/order.ts';
import { orderKey } from '../../../../functions/shared/orders/hand-over-keys.ts';
import { readLedgerState } from '../../../../functions/shared/store/ledger/read.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aSellingCompany, type SellingCompany } from '../../../support/sales/selling-company.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let firm: SellingCompany;
beforeEach(async () => {
  firm = await aSellingCompany(running.store);
  await firm.offer({});
  await firm.offer({ number: 'CARE', externalId: 'p-care', kind: 'subscription' });
  await firm.offer({ number: 'HOUR', externalId: 'p-hour', kind: 'hourly', unit: 'h' });
});

const idOf = (body: unknown, name: string) => (body as Record<string, string>)[name] ?? '';

async function anOrder(...products: string[]): Promise<Order> {
  const lines = products.map((product) => ({ product, quantity: '1' }));
  const { body: quote } = await firm.post('/quotes', { accountId: firm.accountId, lines });
  const quoteId = idOf(quote, 'quoteId');
  await firm.post(`/quotes/${quoteId}/send`);
  const { body } = await firm.post(`/quotes/${quoteId}/accept`, {});
  return body as Order;
}

const cancel = ({ orderId }: Order) => firm.post(`/orders/${orderId}/cancel`, { reason: 'by mistake' });

describe('the cancellation of an order', () => {
  it('ends the agreement and the project that were made of it', async () => {
    const order = await anOrder('1896-S', 'CARE', 'HOUR');

    expect((await cancel(order)).body).toMatchObject({ state: 'cancelled' });
    const parts = [`/agreements/${order.agreementId ?? ''}`, `/projects/${order.projectId ?? ''}`];
    for (const part of parts)
      expect((await firm.call('GET', part)).body).toMatchObject({
        cancelledAt: expect.any(String),
        version: 2,
      });
  });

  it('of one that was never released closes its ledger, so that no run that sleeps somewhere can send it', async () => {
    const order = await anOrder('1896-S');
    await cancel(order);

    expect(await readLedgerState(firm.ports.ledger, firm.company, orderKey(order.orderId))).toMatchObject({
      status: 'cancelled',
      reason: 'by mistake',
    });
  });
});
