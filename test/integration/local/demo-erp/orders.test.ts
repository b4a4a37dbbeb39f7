import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anErp } from './demo-erp-under-test.ts';
import type { ErpUnderTest, Reply } from './demo-erp-under-test.ts';
import { aReceiver } from './receiver.ts';

let under: ErpUnderTest;
let customerId: string;
let itemId: string;
beforeEach(async () => {
  under = await anErp();
  const first = async (path: string) => String((await under.company(path)).body.value[0]?.['id']);
  customerId = await first(`/customers?$top=1&$filter=blocked eq ' ' and country eq 'AT'`);
  itemId = await first('/items?$top=1&$filter=blocked eq false');
});
afterEach(() => under.stop());

const aLine = (overrides: object = {}) => ({
  lineType: 'Item',
  itemId,
  description: 'Montage laut Angebot',
  quantity: 3,
  unitPrice: 10.125,
  discountAmount: 0.38,
  ...overrides,
});
const anOrder = (overrides: object = {}) => ({
  externalDocumentNumber: 'OS-1',
  orderDate: '2026-03-01',
  customerId,
  currencyCode: 'EUR',
  salesOrderLines: [aLine()],
  ...overrides,
});
const post = (json: unknown, query = ''): Promise<Reply> =>
  under.company(`/salesOrders${query}`, { method: 'POST', json });
const carrying = async (reference: string) =>
  (await under.company(`/salesOrders?$filter=externalDocumentNumber eq '${reference}'`)).body.value;

describe('taking an order', () => {
  it('creates it with its lines in one call, as a draft with totals', async () => {
    const { status, body } = await post(anOrder(), '?$expand=salesOrderLines');

    expect(status).toBe(201);
    expect(body).toMatchObject({
      externalDocumentNumber: 'OS-1',
      orderDate: '2026-03-01',
      status: 'Draft',
      fullyShipped: false,
      totalAmountExcludingTax: 30,
      totalTaxAmount: 6,
      totalAmountIncludingTax: 36,
    });
    expect(body['salesOrderLines']).toMatchObject([
      { description: 'Montage laut Angebot', discountAmount: 0.38, netAmount: 30, shipQuantity: 3 },
    ]);
  });

  it('keeps comments without quantity and price', async () => {
    const lines = [aLine(), { lineType: 'Comment', description: 'Bitte anrufen' }];
    const { body } = await post(anOrder({ salesOrderLines: lines }), '?$expand=salesOrderLines');

    expect(body['totalAmountExcludingTax']).toBe(30);
    expect((body['salesOrderLines'] as object[])[1]).toMatchObject({ lineType: 'Comment', quantity: 0 });
  });

  it('takes the same external document number twice, unless told otherwise', async () => {
    await post(anOrder());
    const twice = await post(anOrder());
    await under.demo('PUT misbehaviour', { refuseExisting: true });
    const refused = await post(anOrder());

    expect([twice.status, refused.status]).toEqual([201, 409]);
    expect((await under.demo('GET orders/references')).body.value).toContainEqual({
      externalDocumentNumber: 'OS-1',
      orders: 2,
      invoices: 0,
    });
  });

  it.each([
    [
      'an unknown item',
      { salesOrderLines: [{ lineType: 'Item', itemId: '00000000-0000-4000-8000-000000000001' }] },
    ],
    ['an unknown customer', { customerId: '00000000-0000-4000-8000-000000000001' }],
    ['no customer', { customerId: undefined }],
    ['a currency it does not keep', { currencyCode: 'JPY' }],
    ['a number as text', { salesOrderLines: [{ lineType: 'Item', quantity: '3' }] }],
    ['an unknown property', { reference: 'OS-1' }],
    ['an external number that is too long', { externalDocumentNumber: 'X'.repeat(36) }],
    [
      'a description that is too long',
      { salesOrderLines: [{ lineType: 'Comment', description: 'x'.repeat(101) }] },
    ],
  ])('refuses %s with a reason, and keeps nothing', async (_, overrides) => {
    const { status, body } = await post(anOrder(overrides));

    expect([status, body.error.message.length > 10]).toEqual([400, true]);
    expect(await carrying('OS-1')).toEqual([]);
  });

  it.each(['Ship', 'Invoice', 'All'])('refuses a customer blocked for %s', async (blocked) => {
    await under.demo(`POST customers/${customerId}/block`, { blocked });
    const { status, body } = await post(anOrder());

    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(`blocked with type ${blocked}`),
    ]);
  });
});

describe('taking a customer', () => {
  const create = (json: unknown) => under.company('/customers', { method: 'POST', json });

  it('gives it a number, and the same one twice is two', async () => {
    const wish = { displayName: 'Bäckerei "Huber" & Söhne', taxRegistrationNumber: 'ATU12345675' };
    const [first, second] = [await create(wish), await create(wish)];

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body).toMatchObject({ displayName: wish.displayName, blocked: ' ', currencyCode: 'EUR' });
    expect(first.body.number).not.toBe(second.body.number);
  });

  it.each([
    { displayName: ' ' },
    { displayName: 'A', currencyCode: 'JPY' },
    { displayName: 'x'.repeat(101) },
    {},
  ])('refuses %j', async (wish) => {
    expect((await create(wish)).status).toBe(400);
  });
});

describe('what becomes of an order', () => {
  it('shipped in part, then wholly; released by shipping', async () => {
    const { body } = await post(anOrder({ salesOrderLines: [aLine(), aLine({ quantity: 1 })] }));
    const part = (await under.demo(`POST orders/${body.id}/ship`, { lines: 1 })).body;
    const whole = (await under.demo(`POST orders/${body.id}/ship`)).body;

    expect([part['status'], part['fullyShipped'], whole['fullyShipped']]).toEqual(['Open', false, true]);
  });

  it('has the first of its lines shipped and invoiced that is more than a remark', async () => {
    const remark = { lineType: 'Comment', description: '· O-2026-00017' };
    const { body } = await post(anOrder({ salesOrderLines: [remark, aLine(), aLine()] }));
    await under.demo(`POST orders/${body.id}/ship`, { lines: 1 });
    const shipped = await under.company(`/salesOrders(${body.id})/salesOrderLines`);
    const invoice = (await under.demo(`POST orders/${body.id}/invoice`, { lines: 1 })).body;

    expect(shipped.body.value.map((line) => line['shippedQuantity'])).toEqual([0, 3, 0]);
    expect(invoice['totalAmountExcludingTax']).toBe(30);
  });

  it('invoiced in part it stays, invoiced to its end it is gone; the invoices name it and carry its external number', async () => {
    const { body: order } = await post(
      anOrder({ salesOrderLines: [aLine(), aLine({ quantity: 1, discountAmount: 0 })] }),
    );
    const first = (await under.demo(`POST orders/${order.id}/invoice`, { lines: 1 })).body;
    const still = await under.company(`/salesOrders(${order.id})`);
    const second = (await under.demo(`POST orders/${order.id}/invoice`)).body;
    const gone = await under.company(`/salesOrders(${order.id})`);

    expect([still.status, gone.status]).toEqual([200, 404]);
    expect([first, second]).toMatchObject([
      {
        orderId: order.id,
        orderNumber: order.number,
        externalDocumentNumber: 'OS-1',
        totalAmountExcludingTax: 30,
      },
      {
        orderId: order.id,
        orderNumber: order.number,
        externalDocumentNumber: 'OS-1',
        totalAmountExcludingTax: 10.13,
      },
    ]);
  });

  it('the API’s own action ships and invoices', async () => {
    const { body: order } = await post(anOrder());
    const done = await under.company(`/salesOrders(${order.id})/Microsoft.NAV.shipAndInvoice`, {
      method: 'POST',
    });
    const invoices = await under.company(`/salesInvoices?$filter=externalDocumentNumber eq 'OS-1'`);

    expect([done.status, invoices.body.value.map((invoice) => invoice['orderId'])]).toEqual([
      204,
      [order.id],
    ]);
  });

  it('a clerk changes a quantity, and the totals follow', async () => {
    const { body: order } = await post(anOrder());
    const { body } = await under.demo(`PATCH orders/${order.number}`, {
      lines: [{ sequence: 10_000, quantity: 4 }],
    });

    expect(Number(body['totalAmountExcludingTax'])).toBeGreaterThan(30);
  });

  it('deleted it is gone', async () => {
    const { body: order } = await post(anOrder());
    await under.demo(`DELETE orders/${order.id}`);

    expect(await carrying('OS-1')).toEqual([]);
  });

  it('the page shows orders and how often each external number was taken', async () => {
    await post(anOrder());
    await post(anOrder());
    const page = await (await fetch(under.erp.url)).text();

    expect(page).toMatch(/<td>OS-1<\/td><td class="number">2<\/td>/);
  });
});

it('subscribers hear of orders: created, changed, deleted', async () => {
  const receiver = await aReceiver();
  const resource = `/api/v2.0/companies(${under.erp.companyId})/salesOrders`;
  await under.api('/subscriptions', { method: 'POST', json: { notificationUrl: receiver.url, resource } });
  const { body } = await post(anOrder());
  await under.advance(200);
  await under.demo(`POST orders/${body.id}/release`);
  await under.advance(200);
  await under.demo(`DELETE orders/${body.id}`);
  await under.advance(200);
  await receiver.stop();

  const heard = receiver.notifications().flat();
  expect(heard.map(({ changeType }) => changeType)).toEqual(['created', 'updated', 'deleted']);
  expect(heard.every((entry) => entry.resource.endsWith(`/salesOrders(${body.id})`))).toBe(true);
});

describe('the next writes', () => {
  const next = (...nextWrites: string[]) =>
    under.demo('PUT misbehaviour', { nextWrites, retryAfterSeconds: 7, lateLandingMilliseconds: 600_000 });

  it.each([
    ['tooManyRequests', 429, 0],
    ['unavailable', 503, 0],
    ['htmlError', 502, 0],
    ['unclearHtmlError', 502, 1],
    ['unclearServerError', 500, 1],
    ['unclearTruncatedJson', 201, 1],
    ['unclearWithoutId', 201, 1],
  ])('%s is answered %i and leaves %i orders', async (fault, status, left) => {
    await next(fault);
    const { status: answered, headers, body } = await post(anOrder());

    expect([answered, (await carrying('OS-1')).length]).toEqual([status, left]);
    expect(headers.get('retry-after')).toBe(status === 429 || status === 503 || status === 500 ? '7' : null);
    expect(body.id).toBeUndefined();
  });

  it('are used up one after the other', async () => {
    await next('unavailable', 'tooManyRequests');
    const statuses = [
      (await post(anOrder())).status,
      (await post(anOrder())).status,
      (await post(anOrder())).status,
    ];

    expect(statuses).toEqual([503, 429, 201]);
  });

  it('a lost answer: done, and the connection breaks', async () => {
    await next('lostAnswer');

    await expect(post(anOrder())).rejects.toThrow('fetch failed');
    expect(await carrying('OS-1')).toHaveLength(1);
  });

  it('a late landing: refused now, there ten minutes later by the ERP’s own clock', async () => {
    await next('lateLanding');
    const { status } = await post(anOrder());
    await under.advance(599_999);
    const before = (await carrying('OS-1')).length;
    await under.advance(1);

    expect([status, before]).toEqual([504, 0]);
    await expect.poll(async () => (await carrying('OS-1')).length).toBe(1);
  });

  it('a clerk who is faster than the read-back', async () => {
    await next('clerkEdits');
    const { body } = await post(anOrder());
    const { body: read } = await under.company(`/salesOrders(${body.id})`);

    expect([body['totalAmountExcludingTax'], read['totalAmountExcludingTax'] === 30]).toEqual([30, false]);
  });
});
