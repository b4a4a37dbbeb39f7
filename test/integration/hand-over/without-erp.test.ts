import { beforeAll, describe, expect, it, vi } from 'vitest';
import { pdfTexts } from '../../support/documents/pdf-texts.ts';
import type { Row } from '../../support/running-app/erp-side.ts';
import { HEAT_PUMP } from '../../support/running-app/sales-side.ts';
import { SellingSystems } from '../../support/running-app/selling-systems.ts';

/** A company without an ERP presses the same button and gets an invoice (O-10). */
let town: SellingSystems;
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  town = await SellingSystems.start();
  const { body, etag } = await town.admin.call('GET /company-settings');
  const { company, createdAt, updatedAt, version, letterhead, ...fields } = body;
  expect([company, createdAt, updatedAt, version, letterhead]).not.toContain(undefined);
  const changed = await town.admin.call('PUT /company-settings', { ...fields, ordersTo: 'no-erp' }, etag);
  expect(changed.status).toBe(200);
  return () => town.stop();
}, 240_000);

const text = (value: unknown): string => String(value);
const invoiceOf = ({ invoiceId }: Row): Promise<Row> => town.crm.get(`/invoices/${text(invoiceId)}`);

describe('without an ERP a hand-over', () => {
  it('makes an invoice with our amounts, listed with all others and with the order', async () => {
    const order = await town.ended(
      await town.handedOver({ quote: { lines: [HEAT_PUMP, { product: '000127' }] } }),
    );
    const invoice = await invoiceOf(order);

    expect(order).toMatchObject({ state: 'invoiced' });
    expect(invoice).toMatchObject({
      number: expect.stringMatching(/^R-\d{4}-\d{5}$/),
      currency: 'EUR',
      flags: [],
    });
    const { net, tax, gross } = order['totals'] as Row;
    expect(invoice['totals']).toMatchObject({ net, tax, gross });
    expect(await town.crm.find(`/invoices?number=${text(invoice['number'])}`)).toBeDefined();
    const ofOrder = await town.crm.list(`/orders/${text(order['orderId'])}/invoices`);
    expect(ofOrder.map((row) => row['number'])).toEqual([invoice['number']]);
    expect(await town.crm.list(`/invoices/${text(order['invoiceId'])}/lines`)).toHaveLength(2);
  });

  it('prints it', async () => {
    const order = await town.ended(await town.handedOver());
    const { number } = await invoiceOf(order);
    const { mediaType, bytes } = await town.admin.file(`/invoices/${text(order['invoiceId'])}/document`);

    expect(mediaType).toBe('application/pdf');
    const printed = (await pdfTexts(bytes)).join('\n');
    expect(printed).toContain(text(number));
    expect(printed).toContain('2.368,13');
  });

  it('asks nobody: the ERP hears of neither customer nor order', async () => {
    const before = (await town.erp.list('salesOrders')).length;
    const order = await town.ended(await town.handedOver());
    expect(await town.customersOf(order)).toEqual([]);
    expect(await town.erp.list('salesOrders')).toHaveLength(before);
  });

  it('of ten orders at once, each pressed twice, gives ten numbers without a gap', async () => {
    const orders = await Promise.all(Array.from({ length: 10 }, () => town.sales.order()));
    const path = ({ orderId }: Row) => `POST /orders/${text(orderId)}/hand-over`;
    await Promise.all([...orders, ...orders].map((order) => town.admin.call(path(order))));

    const ended = await Promise.all(orders.map((order) => town.ended(order)));
    const invoices = await Promise.all(ended.map(invoiceOf));
    const numbers = invoices.map(({ number }) => Number(text(number).slice(-5))).sort((a, b) => a - b);
    const [first = 0] = numbers;
    expect(numbers).toEqual(numbers.map((_, index) => first + index));
  });

  it('that is pressed again says that it is invoiced already', async () => {
    const order = await town.ended(await town.handedOver());
    const again = await town.admin.call(`POST /orders/${text(order['orderId'])}/hand-over`);
    expect(again).toMatchObject({ status: 409, body: { detail: 'The order is invoiced already.' } });
  });
});
