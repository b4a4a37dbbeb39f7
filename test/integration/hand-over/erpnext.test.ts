import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fakeFrappe, type LostWrite } from '../../support/erp/fake-frappe.ts';
import type { Row } from '../../support/running-app/erp-side.ts';
import { OneErp } from '../../support/running-app/one-erp.ts';

/** The whole application and a site of ERPNext over HTTP: a draft, submitted, and whatever gets lost between. */
const lost: LostWrite[] = [];
let one: OneErp;
let site: ReturnType<typeof fakeFrappe>;
vi.setConfig({ testTimeout: 120_000 });

const settings = { timeZone: 'UTC', genericItem: 'SERVICE' };
const credentials = { webhookSecret: 'a-secret-of-the-webhooks', apiKey: 'k', apiSecret: 's' };
const connection = {
  connector: 'erpnext',
  externalCompany: 'Beispiel GmbH',
  path: '/api',
  settings,
  credentials,
};

beforeAll(async () => {
  one = await OneErp.start({
    connection,
    answer: (clock) => {
      site = fakeFrappe(lost, () => new Date(clock.now()).toISOString().replace('T', ' ').slice(0, 23));
      return site.answer;
    },
  });
  return () => one.stop();
}, 240_000);

const quote = {
  lines: [
    {
      description: 'Wartung <jährlich>',
      productKind: 'service',
      unit: 'Nos',
      quantity: '2',
      unitPrice: '92.50',
    },
    { description: 'Anfahrt', productKind: 'service', unit: 'Nos', quantity: '3', unitPrice: '33.33' },
  ],
};

const ordersOf = ({ orderNumber }: Row) =>
  (site.docs['Sales Order'] ?? []).filter(({ items }) => JSON.stringify(items).includes(String(orderNumber)));

async function handedOver(...losses: readonly Omit<LostWrite, 'never'>[]): Promise<Row> {
  const order = await one.sales.order({ quote });
  const before = site.writes();
  lost.splice(0, lost.length, ...losses.map(({ at, isDone }) => ({ at: before + at, isDone })));
  await one.sales.handOver(order);
  return one.ended(order);
}

/** The writes of a new account's order: the customer, the draft, the submission. */
describe.each<[string, LostWrite[]]>([
  ['nothing is lost', []],
  ['the customer is lost', [{ at: 1, isDone: false }]],
  ['the answer to the customer is lost', [{ at: 1, isDone: true }]],
  ['the draft is lost', [{ at: 2, isDone: false }]],
  ['the answer to the draft is lost', [{ at: 2, isDone: true }]],
  ['the submission is lost', [{ at: 3, isDone: false }]],
  ['the answer to the submission is lost', [{ at: 3, isDone: true }]],
  ['every answer is lost', [1, 2, 3].map((at) => ({ at, isDone: true }))],
])('where %s', (_, losses) => {
  it('one customer and one submitted order stand in ERPNext, with our amounts', async () => {
    const order = await handedOver(...losses);
    const { totals } = order as { totals: Row };

    expect([order['state'], order['parked'], one.erp.faults]).toEqual(['confirmed', undefined, []]);
    expect(ordersOf(order)).toMatchObject([
      {
        ...{ docstatus: 1, company: 'Beispiel GmbH', po_no: expect.stringMatching(/^OS-[0-9A-Z]{26}$/) },
        ...{ net_total: Number(totals['net']), grand_total: Number(totals['gross']) },
      },
    ]);
    const customers = new Set(site.docs['Customer']?.map(({ customer_name: name }) => name));
    expect(site.docs['Customer']).toHaveLength(customers.size);
  });
});

it('how far the order is comes back with the catch-up', async () => {
  const order = await handedOver();
  const [doc] = ordersOf(order);
  const modified = new Date(one.clock.now() + 60_000).toISOString().replace('T', ' ').slice(0, 23);
  Object.assign(doc ?? {}, { per_delivered: 100, status: 'To Bill', modified });
  one.clock.skip(120_000);

  expect(await one.catchUp()).toMatchObject({ outcome: 'done' });
  expect(await one.ended(order)).toMatchObject({ state: 'delivered', erp: { number: doc?.name } });
});
