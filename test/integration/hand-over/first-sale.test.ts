import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Row } from '../../support/running-app/erp-side.ts';
import { HEAT_PUMP } from '../../support/running-app/sales-side.ts';
import { SellingSystems } from '../../support/running-app/selling-systems.ts';

/** From a prospect to an order in the ERP: what the Admin API says is compared with what the ERP's own API says. */
let town: SellingSystems;
let quote: Row;
let order: Row;
vi.setConfig({ testTimeout: 120_000 });

const monthly = { priceBase: 'month', rhythm: 3, inAdvance: true };
const lines = [
  { ...HEAT_PUMP, quantity: '2', discountPercent: '10' },
  { kind: 'text', description: 'Lieferung frei Haus.' },
  { product: '000127', quantity: '3' },
  { product: '000118', quantity: '5', recurrence: monthly },
  {
    description: 'Inbetriebnahme',
    productKind: 'hourly',
    unit: 'h',
    quantity: '40',
    unitPrice: '120',
    phase: 'Aufbau',
  },
  {
    description: 'Einschulung',
    productKind: 'hourly',
    unit: 'h',
    quantity: '2.5',
    unitPrice: '100',
    phase: 'Betrieb',
  },
];

beforeAll(async () => {
  town = await SellingSystems.start();
  const accountId = await town.sales.account();
  quote = await town.sales.sentQuote(accountId, { lines, headerDiscount: { percent: '5' } });
  order = await town.sales.accept(quote, { customerReference: 'Bestellung 2026/7 "eilig"' });
  await town.sales.handOver(order);
  order = await town.ended(order);
  return () => town.stop();
}, 240_000);

const text = (value: unknown): string => String(value);

async function inErp(): Promise<Row & { salesOrderLines: Row[] }> {
  const { externalId } = order['erp'] as { externalId: string };
  const [found] = await town.erp.list(`salesOrders?$filter=id eq ${externalId}&$expand=salesOrderLines`);
  return found as Row & { salesOrderLines: Row[] };
}

describe('the first order of a prospect', () => {
  it('is one order in the ERP with our lines, amounts and reference (O-6, O-7)', async () => {
    const { totals } = order as { totals: Row };
    const erpOrder = await inErp();

    expect(order).toMatchObject({ state: 'confirmed', erp: { number: erpOrder['number'] } });
    expect(await town.documentsOf(order)).toBe(1);
    expect(erpOrder['externalDocumentNumber']).toMatch(/^OS-[0-9A-Z]{26}$/);
    expect([
      erpOrder['totalAmountExcludingTax'],
      erpOrder['totalTaxAmount'],
      erpOrder['totalAmountIncludingTax'],
    ]).toEqual([totals['net'], totals['tax'], totals['gross']].map(Number));
    const sold = erpOrder.salesOrderLines.filter(({ lineType }) => lineType === 'Item');
    expect(sold.map(({ lineObjectNumber, quantity }) => [lineObjectNumber, quantity])).toEqual([
      ['1896-S', 2],
      ['000127', 3],
    ]);
  });

  it('is told there by the numbers that people know it by', async () => {
    const { salesOrderLines } = await inErp();
    expect(salesOrderLines[0]).toMatchObject({
      lineType: 'Comment',
      description: `· ${text(order['orderNumber'])} · Bestellung 2026/7 "eilig"`,
    });
  });

  it('makes the prospect one debtor, to which the account is linked by its number (D-2)', async () => {
    const [debtor, ...others] = await town.customersOf(order);
    expect(others).toEqual([]);
    expect(debtor).toMatchObject({ addressLine1: 'Nahtgasse 7', country: 'AT', currencyCode: 'EUR' });
    expect(order['debtor']).toMatchObject({ externalId: debtor?.['id'], number: debtor?.['number'] });

    const linked = await town.crm.find(`/accounts?debtorNumber=${text(debtor?.['number'])}`);
    expect(linked?.['accountId']).toBe(order['accountId']);
    const mirrored = await town.crm.find(`/debtors?number=${text(debtor?.['number'])}`);
    expect(mirrored).toMatchObject({ accountId: order['accountId'], externalId: debtor?.['id'] });
  });

  it('wins the opportunity with all that is paid once, and the quote is accepted (O-1, O-5)', async () => {
    const opportunity = await town.crm.get(`/opportunities/${text(quote['opportunityId'])}`);
    expect(opportunity).toMatchObject({ stage: 'won', probability: 100 });
    expect(await town.crm.get(`/quotes/${text(quote['quoteId'])}`)).toMatchObject({
      state: 'accepted',
      orderId: order['orderId'],
    });
  });

  it('keeps what recurs in an agreement, and hours in a project with phases and budgets (O-5)', async () => {
    const agreement = await town.crm.get(`/agreements/${text(order['agreementId'])}`);
    expect(agreement['positions']).toMatchObject([
      { productNumber: '000118', quantity: '5', recurrence: monthly },
    ]);

    const project = await town.crm.get(`/projects/${text(order['projectId'])}`);
    expect(project['phases']).toMatchObject([
      { name: 'Aufbau', budgetMinutes: 2400, budgetAmount: '4560.00' },
      { name: 'Betrieb', budgetMinutes: 150, budgetAmount: '237.50' },
    ]);
  });

  it('says in the ledger how it went: planned, sending, confirmed', async () => {
    const key = `order/${text(order['orderId'])}`;
    const { items } = (await town.crm.get(`/ledger/history?key=${key}`)) as { items: { event: Row }[] };
    expect(items.map(({ event }) => event['type'])).toEqual(['planned', 'sending', 'confirmed']);
  });
});

describe('the second order of the account', () => {
  it('goes to the same debtor (O-6)', async () => {
    const second = await town.ended(await town.handedOver({}, text(order['accountId'])));

    expect(second).toMatchObject({ state: 'confirmed', debtor: order['debtor'] });
    expect(second['erp']).not.toEqual(order['erp']);
    expect(await town.customersOf(order)).toHaveLength(1);
    expect(await town.documentsOf(second)).toBe(1);
  });
});

describe('an account whose debtor the ERP knows already', () => {
  it('gets no second one: it is found by its VAT id', async () => {
    const known = { displayName: 'Altkunde AG', taxRegistrationNumber: 'ATU62895905', country: 'AT' };
    const { id } = await town.erp.does('POST customers', known);
    const account = { name: 'Altkunde AG', vatId: 'ATU 6289 5905' };

    const sold = await town.ended(await town.handedOver({ account }));

    expect(sold).toMatchObject({ state: 'confirmed', debtor: { externalId: id } });
    expect(await town.customersOf(sold)).toHaveLength(1);
  });
});

describe('what the ERP says of a confirmed order', () => {
  it('comes back: delivered in part, delivered, invoiced, with its invoice (O-9, I-7)', async () => {
    const { number } = await inErp();
    const state = async () => (await town.sales.read(order))['state'];

    await town.erp.does(`POST orders/${text(number)}/ship`, { lines: 1 });
    await town.two.settleLater();
    expect(await state()).toBe('partly-delivered');
    await town.erp.does(`POST orders/${text(number)}/ship`);
    await town.two.settleLater();
    expect(await state()).toBe('delivered');
    const invoice = await town.erp.does(`POST orders/${text(number)}/invoice`);
    await town.two.settleLater();

    expect(await state()).toBe('invoiced');
    const invoices = await town.crm.list(`/orders/${text(order['orderId'])}/invoices`);
    expect(invoices.map((row) => row['number'])).toEqual([invoice['number']]);
  });
});
