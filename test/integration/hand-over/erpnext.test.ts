import { createHmac } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HttpRequest } from '../../../functions/shared/erp/fetch/http-port.ts';
import { fakeFrappe, type LostWrite } from '../../support/erp/fake-frappe.ts';
import type { ScriptedAnswer } from '../../support/erp/scripted-erp.ts';
import type { Row } from '../../support/running-app/erp-side.ts';
import { CONNECTION, OneErp } from '../../support/running-app/one-erp.ts';

/** The whole application and a site of ERPNext over HTTP: a draft, submitted, and whatever gets lost between. */
const lost: LostWrite[] = [];
let one: OneErp;
/** What a site does instead, or with a draft that it just made. */
let interferes: (request: HttpRequest) => ScriptedAnswer | undefined = () => undefined;
let site: ReturnType<typeof fakeFrappe>;
vi.setConfig({ testTimeout: 120_000 });
afterEach(() => {
  interferes = () => undefined;
});

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
      return (request) => interferes(request) ?? site.answer(request);
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

describe('a draft', () => {
  const reasonOf = ({ parked }: Row): unknown => (parked as Row | undefined)?.['reason'];
  const released = async (order: Row): Promise<Row> => {
    await one.sales.release(order);
    return one.ended(order);
  };

  it('that cannot be submitted is for a person, and is gone on with once that is mended', async () => {
    const body = {
      exc_type: 'ValidationError',
      exception: 'ValidationError: Customer is over its credit limit',
    };
    interferes = ({ method }) => (method === 'PUT' ? { status: 417, body } : undefined);
    const order = await handedOver();
    const [draft] = ordersOf(order);
    expect([order['state'], reasonOf(order), draft?.['docstatus']]).toEqual([
      'parked',
      expect.stringContaining(`stands in the ERP as ${String(draft?.name)}, but is not complete`),
      0,
    ]);
    expect(reasonOf(order)).toContain('over its credit limit');

    interferes = () => undefined;
    expect(await released(order)).toMatchObject({ state: 'confirmed', erp: { number: draft?.name } });
    expect(ordersOf(order)).toMatchObject([{ name: draft?.name, docstatus: 1 }]);
  });

  it('of other amounts than ours is not submitted before a person mended it (O-7)', async () => {
    interferes = (request) => {
      if (request.method !== 'POST' || !request.url.pathname.includes('Sales%20Order')) return undefined;
      const answer = site.answer(request);
      Object.assign(site.docs['Sales Order']?.at(-1) ?? {}, {
        total_taxes_and_charges: 0,
        grand_total: 284.99,
      });
      return answer;
    };
    const order = await handedOver();
    const [draft] = ordersOf(order);
    expect([order['state'], draft?.['docstatus']]).toEqual(['parked', 0]);
    expect(reasonOf(order)).toMatch(/VAT is 0 in the ERP and \d+\.\d+ here\. Gross is 284\.99 in the ERP/);

    const { totals } = order as { totals: Row };
    const amounts = { total_taxes_and_charges: Number(totals['tax']), grand_total: Number(totals['gross']) };
    Object.assign(draft ?? {}, amounts);
    expect(await released(order)).toMatchObject({ state: 'confirmed', erp: { number: draft?.name } });
    expect(ordersOf(order)).toMatchObject([{ docstatus: 1 }]);
  });
});

it('a signed webhook brings it sooner, and is a sign of life', async () => {
  const order = await handedOver();
  const [doc] = ordersOf(order);
  Object.assign(doc ?? {}, { per_delivered: 50, modified: '2099-01-01 00:00:00.000000' });
  const { name, company } = doc ?? { name: '', company: '' };
  const announced = { doctype: 'Sales Order', name, event: 'on_update_after_submit', doc: { name, company } };
  const body = JSON.stringify(announced, null, 1);
  const sign = (secret: string) => createHmac('sha256', secret).update(body).digest('base64');
  const send = (secret: string) =>
    one.webhook(body, { headers: { 'x-frappe-webhook-signature': sign(secret) } });

  expect([await send('not-the-secret-of-the-webhooks'), await send(credentials.webhookSecret)]).toEqual([
    401, 202,
  ]);
  expect(await one.ended(order)).toMatchObject({ state: 'partly-delivered' });
  expect(await one.crm.get(`/connections/${CONNECTION}`)).toMatchObject({
    lastWebhookAt: expect.any(String),
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
