import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fakeOdoo, type FakeOdoo, type LostAnswer } from '../../support/erp/fake-odoo.ts';
import type { Row } from '../../support/running-app/erp-side.ts';
import { OneErp } from '../../support/running-app/one-erp.ts';

/** The whole application and a database of Odoo over HTTP: an order with its lines, confirmed, and whatever gets lost between. */
const lost: LostAnswer[] = [];
let writes = 0;
let one: OneErp;
let odoo: FakeOdoo;
vi.setConfig({ testTimeout: 120_000 });

const settings = { database: 'alm', lineProductId: '7' };
const credentials = { apiKey: 'k', hookKey: 'a-key-of-the-hooks' };
const connection = { connector: 'odoo', externalCompany: '1', path: '', settings, credentials };
const asOdoo = (time: number) => new Date(time).toISOString().replace('T', ' ').slice(0, 19);

beforeAll(async () => {
  const models = {
    ...{ 'res.partner': [], 'sale.order': [], 'sale.order.line': [], 'account.move': [] },
    ...{ 'res.country': [{ id: 12, code: 'AT' }], 'product.product': [] },
  };
  one = await OneErp.start({
    connection,
    answer: (clock) => {
      odoo = fakeOdoo(models, lost, () => asOdoo(clock.now()));
      return (request) => {
        if (/\/(create|action_confirm)$/.test(request.url.pathname)) writes += 1;
        return odoo.answer(request);
      };
    },
  });
  return () => one.stop();
}, 240_000);

const quote = {
  lines: [
    { description: 'Wartung', productKind: 'service', unit: 'Stk', quantity: '2', unitPrice: '92.50' },
    { description: 'Anfahrt', productKind: 'service', unit: 'Stk', quantity: '3', unitPrice: '35' },
  ],
};

const ordersOf = ({ orderNumber }: Row) =>
  (odoo.models['sale.order'] ?? []).filter(({ origin }) => origin === orderNumber);

async function handedOver(...losses: readonly LostAnswer[]): Promise<Row> {
  const order = await one.sales.order({ quote });
  lost.splice(0, lost.length, ...losses.map(({ at, isDone }) => ({ at: writes + at, isDone })));
  await one.sales.handOver(order);
  return one.ended(order);
}

/** The writes of a new account's order: the partner, the order with its lines, the confirmation. */
describe.each<[string, LostAnswer[]]>([
  ['nothing is lost', []],
  ['the partner is lost', [{ at: 1, isDone: false }]],
  ['the answer to the partner is lost', [{ at: 1, isDone: true }]],
  ['the order is lost', [{ at: 2, isDone: false }]],
  ['the answer to the order is lost', [{ at: 2, isDone: true }]],
  ['the confirmation is lost', [{ at: 3, isDone: false }]],
  ['the answer to the confirmation is lost', [{ at: 3, isDone: true }]],
  ['every answer is lost', [1, 2, 3].map((at) => ({ at, isDone: true }))],
])('where %s', (_, losses) => {
  it('one partner and one confirmed order stand in Odoo, with our amounts', async () => {
    const order = await handedOver(...losses);
    const { totals } = order as { totals: Row };

    expect([order['state'], order['parked'], one.erp.faults]).toEqual(['confirmed', undefined, []]);
    expect(ordersOf(order)).toMatchObject([
      {
        ...{ state: 'sale', company_id: 1, client_order_ref: expect.stringMatching(/^OS-[0-9A-Z]{26}$/) },
        ...{ amount_untaxed: Number(totals['net']), amount_total: Number(totals['gross']) },
      },
    ]);
    const partners = new Set(odoo.models['res.partner']?.map(({ ref }) => ref));
    expect(odoo.models['res.partner']).toHaveLength(partners.size);
  });
});

it('an unsigned hint brings it sooner: the order is read with our own key', async () => {
  const order = await handedOver();
  const [row] = ordersOf(order);
  for (const line of odoo.models['sale.order.line'] ?? [])
    if (line['order_id'] === row?.id) line['qty_delivered'] = 1;
  Object.assign(row ?? {}, { write_date: '2099-01-01 00:00:00' });
  const hint = JSON.stringify({ _action: 'Send', _id: row?.id, _model: 'sale.order', state: 'cancel' });

  expect(await one.webhook(hint, { query: '?key=another-key-of-hooks' })).toBe(401);
  expect(await one.webhook(hint, { query: `?key=${credentials.hookKey}` })).toBe(200);
  expect(await one.ended(order)).toMatchObject({ state: 'partly-delivered' });
});

it('how far the order is comes back with the catch-up', async () => {
  const order = await handedOver();
  const [row] = ordersOf(order);
  for (const line of odoo.models['sale.order.line'] ?? [])
    if (line['order_id'] === row?.id) line['qty_delivered'] = line['product_uom_qty'];
  Object.assign(row ?? {}, { write_date: asOdoo(one.clock.now() + 60_000) });
  one.clock.skip(120_000);

  expect(await one.catchUp()).toMatchObject({ outcome: 'done' });
  expect(await one.ended(order)).toMatchObject({ state: 'delivered', erp: { number: row?.['name'] } });
});
