import { Decimal } from 'decimal.js';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Row } from '../support/running-app/erp-side.ts';
import { TwoSystems } from '../support/running-app/two-systems.ts';

/** Two systems, two truths: what the ERP's own API says is compared with what Orderseam's Admin API says. */
let two: TwoSystems;
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  two = await TwoSystems.start();
  return () => two.stop();
}, 240_000);

const exact = (value: unknown): Decimal => new Decimal(String(value));
const isPosted = ({ status }: Row): boolean => status !== 'Draft';

/** Sums per currency, in exact decimals. */
function sums(rows: readonly Row[], amountOf: (row: Row) => Decimal, currencyOf: (row: Row) => string) {
  const totals = new Map<string, Decimal>();
  for (const row of rows) {
    const currency = currencyOf(row) || 'EUR';
    totals.set(currency, (totals.get(currency) ?? new Decimal(0)).plus(amountOf(row)));
  }
  return Object.fromEntries([...totals].sort().map(([currency, total]) => [currency, total.toFixed(2)]));
}

const netInErp = ({ totalAmountExcludingTax }: Row): Decimal => exact(totalAmountExcludingTax);
const netInCrm = ({ totals }: Row): Decimal => exact((totals as Row)['net']);

describe('the first catch-up', () => {
  it('subscribed by handshake to everything it mirrors', async () => {
    const subscriptions = await two.erp.subscriptions();
    const url = `${two.cloud.outputs['WebhookApiUrl'] ?? ''}/hooks/bc`;

    expect(subscriptions.map(({ notificationUrl }) => notificationUrl)).toEqual(Array(5).fill(url));
    const topics = subscriptions.map(({ resource }) => resource.slice(resource.lastIndexOf('/') + 1));
    expect(topics.sort()).toEqual(['customers', 'items', 'salesCreditMemos', 'salesInvoices', 'salesOrders']);
  });

  it('mirrored every customer and every item', async () => {
    const customers = await two.erp.list('customers');
    const items = await two.erp.list('items');
    const pairs = (rows: readonly Row[], name: string) =>
      rows.map((row) => `${String(row['number'])} ${String(row[name])}`).sort();

    expect(customers.length).toBeGreaterThan(30);
    expect(pairs(await two.crm.list('/debtors'), 'name')).toEqual(pairs(customers, 'displayName'));
    expect(pairs(await two.crm.list('/products'), 'name')).toEqual(pairs(items, 'displayName'));
  });

  it('mirrored every posted document with its amount; credit notes are negative (I-3)', async () => {
    const invoices = (await two.erp.list('salesInvoices')).filter(isPosted);
    const creditMemos = (await two.erp.list('salesCreditMemos')).filter(isPosted);
    const mirrored = await two.crm.list('/invoices');
    const ofKind = (kind: string) => mirrored.filter((row) => row['kind'] === kind);

    expect(ofKind('invoice')).toHaveLength(invoices.length);
    expect(ofKind('credit-note')).toHaveLength(creditMemos.length);
    expect(creditMemos.length).toBeGreaterThan(0);
    const currency = ({ currencyCode }: Row) => String(currencyCode);
    expect(sums(ofKind('invoice'), netInCrm, (row) => String(row['currency']))).toEqual(
      sums(invoices, netInErp, currency),
    );
    expect(sums(ofKind('credit-note'), netInCrm, (row) => String(row['currency']))).toEqual(
      sums(creditMemos, (row) => netInErp(row).neg(), currency),
    );
    expect(mirrored.filter(({ flags }) => (flags as unknown[]).length > 0)).toEqual([]);
  });

  it('parked nothing', async () => {
    expect(await two.crm.list('/deliveries?state=parked')).toEqual([]);
  });
});

describe('a customer that', () => {
  it('is changed and blocked is changed and blocked here', async () => {
    const { number } = await two.erp.does('POST customers', { displayName: 'Anfang GmbH' });
    await two.settle();
    expect(await two.crm.find(`/debtors?number=${String(number)}`)).toMatchObject({
      name: 'Anfang GmbH',
      block: 'none',
    });

    await two.erp.does(`PATCH customers/${String(number)}`, { displayName: 'Umfirmiert AG', city: 'Graz' });
    await two.erp.does(`POST customers/${String(number)}/block`, { blocked: 'All' });
    await two.settle();

    expect(await two.crm.find(`/debtors?number=${String(number)}`)).toMatchObject({
      name: 'Umfirmiert AG',
      address: { city: 'Graz' },
      block: 'all',
    });
  });

  it('gets another number is found by both (D-6), and once deleted is a tombstone', async () => {
    const { number, id } = await two.erp.does('POST customers', { displayName: 'Nummer GmbH' });
    await two.settle();
    await two.erp.does(`POST customers/${String(number)}/rename`, { number: '00042' });
    await two.settle();

    const renamed = await two.crm.find('/debtors?number=00042');
    expect(renamed).toMatchObject({ externalId: id, number: '00042', formerNumbers: [number] });
    expect(await two.crm.find(`/debtors?number=${String(number)}`)).toEqual(renamed);

    await two.erp.does('DELETE customers/00042');
    await two.settle();
    expect(await two.crm.find('/debtors?number=00042')).toBeUndefined();
    expect(await two.crm.find('/debtors?number=00042&deleted=true')).toMatchObject({
      name: 'Nummer GmbH',
      deletedAt: expect.any(String),
    });
  });
});

describe('an invoice', () => {
  const mirrorOf = async ({ number }: Row): Promise<Row> => {
    const found = await two.crm.find(`/invoices?number=${String(number)}`);
    expect(found, `the mirror of ${String(number)}`).toBeDefined();
    return found ?? {};
  };
  const linesOf = ({ invoiceId }: Row): Promise<Row[]> =>
    two.crm.list(`/invoices/${String(invoiceId)}/lines`);
  const inErp = async (set: string, { id }: Row): Promise<Row> => {
    const [found] = await two.erp.list(`${set}?$filter=id eq ${String(id)}&$expand=${set.slice(0, -1)}Lines`);
    return found ?? {};
  };
  const amounts = (rows: readonly Row[], quantity: string, net: string, sign = 1) =>
    rows.map((row) => [exact(row[quantity]).times(sign).toFixed(5), exact(row[net]).times(sign).toFixed(2)]);

  it('of 25 lines arrives line by line; crediting a part of it arrives negative and says what it corrects', async () => {
    const lines = Array.from({ length: 25 }, (_, index) => ({ number: undefined, quantity: index + 1 }));
    const items = (await two.erp.list('items')).filter(({ blocked }) => blocked !== true);
    const invoice = await two.erp.does('POST invoices', {
      lines: lines.map((line, index) => ({ ...line, number: items[index]?.['number'] })),
    });
    await two.settle();

    const stated = await inErp('salesInvoices', invoice);
    const mirror = await mirrorOf(invoice);
    expect(netInCrm(mirror).toFixed(2)).toBe(netInErp(stated).toFixed(2));
    expect(amounts(await linesOf(mirror), 'quantity', 'net')).toEqual(
      amounts(stated['salesInvoiceLines'] as Row[], 'quantity', 'netAmount'),
    );

    const credit = await two.erp.does(`POST invoices/${String(invoice['number'])}/credit`, {
      lines: [{ sequence: 30000, quantity: 2 }],
    });
    await two.settle();

    const credited = await mirrorOf(credit);
    const creditInErp = await inErp('salesCreditMemos', credit);
    expect(credited).toMatchObject({ kind: 'credit-note', corrects: { externalId: invoice['id'] } });
    expect(netInCrm(credited).toFixed(2)).toBe(netInErp(creditInErp).neg().toFixed(2));
    expect(netInCrm(credited).isNegative()).toBe(true);
    const valueLines = (await linesOf(credited)).filter(
      ({ net }) => net !== undefined && !exact(net).isZero(),
    );
    expect(amounts(valueLines, 'quantity', 'net')).toEqual([['-2.00000', netInCrm(credited).toFixed(2)]]);
  });

  it('of 5,000 lines arrives whole', async () => {
    const invoice = await two.erp.does('POST invoices/large', { lines: 5000 });
    await two.settle();

    const mirror = await mirrorOf(invoice);
    const lines = await linesOf(mirror);
    expect(lines).toHaveLength(5000);
    const total = lines.reduce((sum, { net }) => sum.plus(exact(net)), new Decimal(0));
    expect(total.toFixed(2)).toBe(netInErp(invoice).toFixed(2));
    expect(mirror).toMatchObject({ lineCount: 5000, flags: [] });
  });
});
