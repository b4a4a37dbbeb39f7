import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { AdminAnswer, AdminCaller } from '../../support/running-app/admin-caller.ts';
import type { Row } from '../../support/running-app/erp-side.ts';
import { HEAT_PUMP } from '../../support/running-app/sales-side.ts';
import { SellingSystems } from '../../support/running-app/selling-systems.ts';

/** Two people press the same button at the same moment, again and again (O-8). */
let town: SellingSystems;
let people: readonly AdminCaller[];
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  town = await SellingSystems.start();
  people = [await town.colleague('ada'), await town.colleague('bert')];
  return () => town.stop();
}, 240_000);

const PRESSES = 10;
const text = (value: unknown): string => String(value);

/** Each person in turn, all at once. */
const pressed = (press: (person: AdminCaller) => Promise<AdminAnswer>): Promise<AdminAnswer[]> =>
  Promise.all(
    Array.from({ length: PRESSES }, (_, index) => people[index % 2]).flatMap((one) =>
      one ? press(one) : [],
    ),
  );

/** Every answer is a success, or a problem that says in a sentence what is the matter. */
function expectClear(answers: readonly AdminAnswer[], success: number): AdminAnswer[] {
  const refused = answers.filter(({ status }) => status !== success);
  for (const { status, body } of refused) {
    expect(status, JSON.stringify(body)).toBe(409);
    expect(body['detail']).toMatch(/^[A-Z].+[.!]$/);
  }
  return answers.filter(({ status }) => status === success);
}

async function expectOneInErp(order: Row): Promise<void> {
  expect(await town.ended(order)).toMatchObject({ state: 'confirmed' });
  expect(await town.documentsOf(order)).toBe(1);
  expect(await town.customersOf(order)).toHaveLength(1);
}

describe('hand-over pressed ten times at once', () => {
  it('makes one order and one debtor', async () => {
    const order = await town.sales.order();

    const answers = await pressed((person) =>
      person.call(`POST /orders/${text(order['orderId'])}/hand-over`),
    );

    const taken = expectClear(answers, 202);
    expect(taken.length).toBeGreaterThan(0);
    expect(new Set(taken.map(({ body }) => body['handOverAttempt']))).toEqual(new Set([1]));
    await expectOneInErp(order);
  });

  it('answers an Idempotency-Key the same each time', async () => {
    const order = await town.sales.order();
    const key = { 'idempotency-key': randomUUID() };
    const [ada] = people;
    if (!ada) throw new Error('Nobody is there.');
    const press = () => ada.with(key).call(`POST /orders/${text(order['orderId'])}/hand-over`);

    const answers = await Promise.all(Array.from({ length: PRESSES }, press));

    const taken = expectClear(answers, 202);
    const again = await press();
    expect(again.status).toBe(202);
    expect(new Set([...taken, again].map(({ body }) => JSON.stringify(body))).size).toBe(1);
    await expectOneInErp(order);
  });

  it('after it arrived says that it is in the ERP already', async () => {
    const order = await town.ended(await town.handedOver());
    const again = await town.admin.call(`POST /orders/${text(order['orderId'])}/hand-over`);

    expect(again.status).toBe(409);
    expect(again.body['detail']).toBe('The order is in the ERP already; go on there.');
    expect(await town.documentsOf(order)).toBe(1);
  });
});

describe('two orders of one prospect handed over at once', () => {
  it('make two orders and one debtor (O-6)', async () => {
    const accountId = await town.sales.account();
    const orders = await Promise.all([town.sales.order({}, accountId), town.sales.order({}, accountId)]);
    await Promise.all(orders.map((order) => town.sales.handOver(order)));

    for (const order of orders) await expectOneInErp(order);
  });
});

describe('accept pressed ten times at once', () => {
  const lines = [
    HEAT_PUMP,
    { product: '000118', recurrence: { priceBase: 'month', rhythm: 1, inAdvance: true } },
    { description: 'Aufbau', productKind: 'hourly', quantity: '4', unitPrice: '90', phase: 'Aufbau' },
  ];

  it('makes one order with its agreement and its project', async () => {
    const accountId = await town.sales.account();
    const quote = await town.sales.sentQuote(accountId, { lines });

    const answers = await pressed((person) =>
      person.call(`POST /quotes/${text(quote['quoteId'])}/accept`, {}),
    );

    expect(expectClear(answers, 201)).toHaveLength(1);
    for (const made of ['orders', 'agreements', 'projects'])
      expect(await town.crm.list(`/${made}?accountId=${accountId}`), made).toHaveLength(1);
  });

  it('with an Idempotency-Key answers with the one order', async () => {
    const accountId = await town.sales.account();
    const quote = await town.sales.sentQuote(accountId, { lines });
    const caller = town.admin.with({ 'idempotency-key': randomUUID() });
    const press = () => caller.call(`POST /quotes/${text(quote['quoteId'])}/accept`, {});

    const answers = await Promise.all(Array.from({ length: PRESSES }, press));

    const orderIds = [...expectClear(answers, 201), await press()].map(({ body }) => body['orderId']);
    expect(new Set(orderIds).size).toBe(1);
    expect(await town.crm.list(`/orders?accountId=${accountId}`)).toHaveLength(1);
  });

  it('while somebody else revises the quote ends in one of both', async () => {
    const accountId = await town.sales.account();
    const quote = await town.sales.sentQuote(accountId);
    const path = `POST /quotes/${text(quote['quoteId'])}`;

    const [accepted, revised] = await Promise.all([
      town.admin.call(`${path}/accept`, {}),
      town.admin.call(`${path}/revise`),
    ]);

    expect([accepted.status, revised.status].filter((status) => status === 201)).toHaveLength(1);
    expectClear([accepted, revised], 201);
    const orders = await town.crm.list(`/orders?accountId=${accountId}`);
    expect(orders).toHaveLength(accepted.status === 201 ? 1 : 0);
  });
});

describe('cancelling while somebody hands over', () => {
  it('ends in an order that is there once, or in one that the ERP never sees and that can be cancelled', async () => {
    const orders = await Promise.all(Array.from({ length: 4 }, () => town.sales.order()));
    await Promise.all(orders.map(cancelAndHandOver));

    for (const order of orders) {
      const ended = await town.ended(order);
      expect(await town.documentsOf(order)).toBe(ended['state'] === 'confirmed' ? 1 : 0);
      if (ended['state'] === 'parked')
        expect(await cancelledAgain(ended)).toMatchObject({ state: 'cancelled' });
      else expect(['confirmed', 'cancelled']).toContain(ended['state']);
    }
  });

  const reason = 'The customer called.';

  async function cancelAndHandOver({ orderId }: Row): Promise<void> {
    const path = `POST /orders/${text(orderId)}`;
    const [cancelled, handedOver] = await Promise.all([
      town.admin.call(`${path}/cancel`, { reason }),
      town.admin.call(`${path}/hand-over`),
    ]);
    expectClear([cancelled], 200);
    expectClear([handedOver], 202);
  }

  /** The cancellation was interrupted between the ledger and the order. */
  function cancelledAgain({ orderId, parked }: Row): Promise<Row> {
    expect(parked).toMatchObject({
      code: 'cancelled',
      reason: `It is being cancelled (${reason}) and cannot be handed over any more. Cancel it again to end it.`,
    });
    return town.admin.does(`POST /orders/${text(orderId)}/cancel`, { reason });
  }
});
