import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Row } from '../../support/running-app/erp-side.ts';
import { HEAT_PUMP } from '../../support/running-app/sales-side.ts';
import { SellingSystems } from '../../support/running-app/selling-systems.ts';

/** What a person has to mend is said in a sentence; mended and released, the order arrives once. */
let town: SellingSystems;
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  town = await SellingSystems.start();
  return () => town.stop();
}, 240_000);

const text = (value: unknown): string => String(value);

async function expectParked(order: Row, code: string, reason: string | RegExp): Promise<void> {
  const ended = await town.ended(order);
  expect(ended).toMatchObject({ state: 'parked', parked: { code } });
  expect((ended['parked'] as Row)['reason']).toMatch(reason);
  expect(await town.documentsOf(order)).toBe(0);
}

async function expectConfirmedAfterRelease(order: Row): Promise<void> {
  await town.sales.release(order);
  const ended = await town.ended(order);
  expect(ended['parked']).toBeUndefined();
  expect(ended['state']).toBe('confirmed');
  expect(await town.documentsOf(order)).toBe(1);
}

/** A product of its own, known on both sides. */
async function newItem(): Promise<string> {
  const { number } = await town.erp.does('POST items', { displayName: 'Sonderteil', unitPrice: 10 });
  await town.two.settleLater();
  return text(number);
}

describe('an order is parked before anything was sent', () => {
  it('while its debtor is blocked (D-4)', async () => {
    const first = await town.ended(await town.handedOver());
    const { number } = first['debtor'] as { number: string };
    await town.erp.does(`POST customers/${number}/block`, { blocked: 'All' });
    await town.two.settleLater();

    const second = await town.handedOver({}, text(first['accountId']));
    await expectParked(
      second,
      'debtor-blocked',
      `Debtor ${number} is blocked; unblock it in the ERP, then release the order again.`,
    );

    await town.erp.does(`POST customers/${number}/block`, { blocked: ' ' });
    await town.two.settleLater();
    await expectConfirmedAfterRelease(second);
  });

  it('when a product of it was blocked in the ERP meanwhile', async () => {
    const item = await newItem();
    const order = await town.sales.order({ quote: { lines: [HEAT_PUMP, { product: item, quantity: '2' }] } });
    await town.erp.does(`POST items/${item}/block`, { blocked: true });
    await town.two.settleLater();
    await town.sales.handOver(order);
    await expectParked(order, 'product-refused', `Product ${item} of line 2 is blocked in the ERP`);

    await town.erp.does(`POST items/${item}/block`, { blocked: false });
    await town.two.settleLater();
    await expectConfirmedAfterRelease(order);
  });

  it('when a product of it was deleted in the ERP; cancelled then, it never comes', async () => {
    const item = await newItem();
    const order = await town.sales.order({ quote: { lines: [{ product: item, quantity: '2' }] } });
    await town.erp.does(`DELETE items/${item}`);
    await town.two.settleLater();
    await town.sales.handOver(order);
    await expectParked(order, 'product-refused', `Product ${item} of line 1 was deleted in the ERP`);

    const cancelled = await town.admin.does(`POST /orders/${text(order['orderId'])}/cancel`, {
      reason: 'Sold out.',
    });
    expect(cancelled['state']).toBe('cancelled');
    expect((await town.admin.call(`POST /orders/${text(order['orderId'])}/hand-over`)).status).toBe(409);
  });

  it('while its account has no country, without which nobody can tax it', async () => {
    const accountId = await town.sales.account();
    const order = await town.sales.order({}, accountId);
    const account = `/accounts/${accountId}`;
    await town.admin.does(`PATCH ${account}`, { address: { street: 'Nahtgasse 7', city: 'Wien' } });
    await town.sales.handOver(order);
    await expectParked(
      order,
      'country-missing',
      /^The account .+ has no country .+ then release the order\.$/,
    );

    const address = { street: 'Nahtgasse 7', postalCode: '1070', city: 'Wien', country: 'AT' };
    await town.admin.does(`PATCH ${account}`, { address });
    await expectConfirmedAfterRelease(order);
  });

  it('while the connection is paused', async () => {
    const order = await town.sales.order();
    await town.admin.does('POST /connections/bc/pause');
    await town.sales.handOver(order);
    await expectParked(
      order,
      'connection-paused',
      'The connection bc is paused. Resume it, then release the order.',
    );

    await town.admin.does('POST /connections/bc/resume');
    await expectConfirmedAfterRelease(order);
  });
});

describe('an order that the ERP refuses', () => {
  it('for its currency is parked with the ERP’s own words', async () => {
    const quote = { currency: 'SEK', lines: [{ ...HEAT_PUMP, unitPrice: '9000' }] };
    const order = await town.handedOver({ quote });
    await expectParked(order, 'rejected', /SEK/);
  });

  it('for a block that we have not heard of is confirmed once it is gone', async () => {
    const first = await town.ended(await town.handedOver());
    const { number } = first['debtor'] as { number: string };
    await town.erp.misbehaves({ dropWebhooks: 1 });
    await town.erp.does(`POST customers/${number}/block`, { blocked: 'All' });

    const second = await town.handedOver({}, text(first['accountId']));
    await expectParked(second, 'rejected', /blocked with type All/);

    await town.erp.does(`POST customers/${number}/block`, { blocked: ' ' });
    await town.erp.misbehaves();
    await expectConfirmedAfterRelease(second);
  });
});

describe('an order of an account that was merged in between', () => {
  it('goes to the debtor of the survivor (D-6)', async () => {
    const survivor = await town.ended(await town.handedOver());
    const order = await town.sales.order();
    const into = text(survivor['accountId']);
    await town.admin.does(`POST /accounts/${text(order['accountId'])}/merge`, { into });
    await town.sales.handOver(order);

    const ended = await town.ended(order);
    expect(ended).toMatchObject({ state: 'confirmed', debtor: survivor['debtor'] });
  });
});

describe('a name with emoji, quotes and a long description', () => {
  it('arrives as it is', async () => {
    const name = `O'Neill & Söhne "Naht" 🧵 ${Date.now() % 10_000}`;
    const description = `Über ${'lange Wörter und '.repeat(20)}Ende 🧵`;
    const quote = { lines: [{ ...HEAT_PUMP, description }] };
    const order = await town.ended(await town.handedOver({ account: { name }, quote }));

    expect(order['state']).toBe('confirmed');
    expect(await town.customersOf(order)).toMatchObject([{ displayName: name }]);
  });
});

describe('before its hand-over an order', () => {
  it('can be cancelled, once', async () => {
    const order = await town.sales.order();
    const path = `POST /orders/${text(order['orderId'])}/cancel`;
    const reason = 'The customer called.';
    expect(await town.admin.does(path, { reason })).toMatchObject({ state: 'cancelled' });
    expect(await town.admin.does(path, { reason })).toMatchObject({ state: 'cancelled' });
    expect(await town.customersOf(order)).toEqual([]);
  });
});
