import { describe, expect, it } from 'vitest';
import { OrderRejectedError } from '../../../../domain/errors.ts';
import { erpOrderSchema, debtorOrderSchema } from '../../../../domain/hand-over/erp-order.ts';
import { checkParity, compareErpOrder } from '../../../../domain/orders/check-parity.ts';
import { toDebtorOrder } from '../../../../domain/orders/to-debtor-order.ts';
import { toErpOrder, type ErpSide } from '../../../../domain/orders/to-erp-order.ts';
import { whyProductsRefuse } from '../../../../domain/orders/why-products-refuse.ts';
import type { QuoteDraft } from '../../../../domain/quotes/quote-draft.ts';
import type { Account } from '../../../../domain/records/account.ts';
import type { ProductRecord } from '../../../../domain/records/product.ts';
import { aProduct, productIdOf } from '../../../support/sales/a-product.ts';
import { accepted, anAcceptedOrder, aPricedQuote } from '../../../support/sales/a-priced-quote.ts';

const DRAFT: QuoteDraft = {
  lines: [
    { kind: 'product', product: '1000', quantity: '3', discountPercent: '5' },
    { kind: 'product', product: '3000' },
    { kind: 'product', description: 'Shipping', productKind: 'service', unitPrice: '30' },
  ],
  headerDiscount: { amount: '10' },
};
const order = accepted(aPricedQuote({}, DRAFT)).order;
const erp: ErpSide = {
  debtor: { connectionId: 'acme-bc', externalId: 'cust-1', number: '10000' },
  products: [{ recordId: productIdOf('1000'), connectionId: 'acme-bc', externalId: 'item-1' }],
  reference: `OS-${'A'.repeat(26)}`,
};

describe('the order for the ERP', () => {
  const erpOrder = toErpOrder(order, erp);

  it('is what connectors are promised', () => {
    expect(erpOrderSchema.parse(erpOrder)).toEqual(erpOrder);
    expect(erpOrder).toMatchObject({
      ...{ reference: erp.reference, orderNumber: 'O-2026-00001', customerReference: 'PO 77' },
      ...{ debtorExternalId: 'cust-1', debtorNumber: '10000', orderDate: '2026-04-01', currency: 'EUR' },
      totals: { net: '305.00', tax: '61.00', gross: '366.00' },
    });
  });

  it('holds the lines for the ERP only, with both discounts as one amount', () => {
    expect(erpOrder.lines).toMatchObject([
      {
        ...{
          lineId: '1',
          productExternalId: 'item-1',
          productNumber: '1000',
          quantity: '3',
          unitPrice: '100',
        },
        ...{ discountPercent: '5', discountAmount: '24.05', net: '275.95' },
      },
      { lineId: '3', description: 'Shipping', unitPrice: '30', discountAmount: '0.95', net: '29.05' },
    ]);
  });

  it('names each line by our key, which fits 35 characters', () => {
    expect(erpOrder.lines.map(({ reference }) => reference)).toEqual([
      `${erp.reference}/1`,
      `${erp.reference}/3`,
    ]);
    expect(`${erp.reference}/99999`).toHaveLength(35);
  });

  it('is refused where a product comes from another ERP', () => {
    const products = erp.products.map((product) => ({ ...product, connectionId: 'other' }));
    expect(() => toErpOrder(order, { ...erp, products })).toThrow(OrderRejectedError);
  });
});

describe('parity (O-7)', () => {
  const same = { net: '305', tax: '61.000', gross: '366.00', lineCount: 2, currency: 'EUR' };

  it('is equality of amounts, not of texts', () => {
    expect(checkParity(order, same)).toEqual([]);
    expect(compareErpOrder(toErpOrder(order, erp), { ...same, reference: erp.reference })).toEqual([]);
  });

  it.each([
    [{ net: '304.99' }, 'Net is 304.99 in the ERP and 305.00 here.'],
    [{ tax: '0' }, 'VAT is 0 in the ERP and 61.00 here.'],
    [{ gross: '367' }, 'Gross is 367 in the ERP and 366.00 here.'],
    [{ lineCount: 3 }, 'The number of lines is 3 in the ERP and 2 here.'],
    [{ currency: 'CHF' }, 'The currency is CHF in the ERP and EUR here.'],
  ])('%j is a difference in a sentence', (found, sentence) => {
    expect(checkParity(order, { ...same, ...found })).toEqual([sentence]);
  });

  it('tells every difference', () => {
    expect(checkParity(order, { net: '1', tax: '1', gross: '2', lineCount: 1 })).toHaveLength(4);
  });

  it('compares what the ERP says; an amount it has to state', () => {
    const { net, gross } = same;

    expect(checkParity(order, { net })).toEqual([]);
    expect(checkParity(order, { gross })).toEqual([]);
    expect(checkParity(order, { lineCount: same.lineCount })).toEqual([
      expect.stringContaining('states no amounts'),
    ]);
  });

  it('an order under another key is none of ours', () => {
    expect(compareErpOrder(toErpOrder(order, erp), { ...same, reference: 'OS-OTHER' })).toEqual([
      `The reference is OS-OTHER in the ERP and ${erp.reference} here.`,
    ]);
  });
});

describe('the debtor to create (O-6)', () => {
  const account: Account = {
    ...{ company: 'acme', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z', version: 1 },
    ...{
      accountId: 'acc_anna',
      name: ' Anna 🧵 "Stoffe" ',
      vatId: '',
      phone: null,
      email: 'anna@example.com',
    },
    address: { street: 'Ring 1', city: 'Wien', country: 'AT' },
  };
  const terms = { reference: 'OS-1', currency: 'EUR', locale: 'de-AT' } as const;

  it('is the account, without what is empty', () => {
    const answer = toDebtorOrder(account, terms);
    if ('refused' in answer) throw new Error(answer.refused.reason);
    expect(debtorOrderSchema.parse(answer.debtor)).toEqual(answer.debtor);
    expect(answer.debtor).toEqual({
      ...{ reference: 'OS-1', accountId: 'acc_anna', currency: 'EUR', language: 'de' },
      ...{ name: 'Anna 🧵 "Stoffe"', email: 'anna@example.com', address: account.address },
    });
  });

  it.each([
    ['ATU 6289 5905', 'ATU62895905'],
    ['de.136.695.976', 'DE136695976'],
    [' not one ', 'not one'],
  ])('says the VAT id %j as ERPs keep it, because its debtor is looked up by that', (vatId, said) => {
    expect(toDebtorOrder({ ...account, vatId }, terms)).toMatchObject({ debtor: { vatId: said } });
  });

  it.each([
    ['no address', { address: null }, 'country-missing'],
    ['no country', { address: { city: 'Wien' } }, 'country-missing'],
    ['a country that is none', { address: { country: 'ZZ' } }, 'country-missing'],
    ['only blanks for a name', { name: '  ' }, 'name-missing'],
    ['been merged in between', { mergedInto: 'acc_bert' }, 'account-merged'],
  ])('is refused where the account has %s', (_, fields, code) => {
    expect(toDebtorOrder({ ...account, ...fields }, terms)).toMatchObject({ refused: { code } });
  });
});

describe('what the ERP last said of the products', () => {
  const product = (fields: Partial<ProductRecord> = {}): ProductRecord => ({
    ...{ company: 'acme', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z', version: 1 },
    ...{ recordId: productIdOf('1000'), entity: 'product', connectionId: 'acme-bc', externalId: 'item-1' },
    ...{ order: { at: '2026-01-01T00:00:00Z', hash: 'h' }, formerNumbers: [], canonical: aProduct() },
    source: { deliveryId: '0192f0c4-0000-7000-8000-000000000000', index: 0, hash: 'h' },
    ...fields,
  });

  it.each([
    ['blocked', [product({ canonical: aProduct({ status: 'blocked' }) })], /is blocked in the ERP/],
    ['deleted', [product({ deletedAt: '2026-03-01T00:00:00Z' })], /was deleted in the ERP/],
    ['unknown', [], /does not exist any more/],
  ])('a %s product keeps the order here', (_, products, reason) => {
    expect(whyProductsRefuse(order, products)).toMatchObject({ code: 'product-refused', field: 'lines.1' });
    expect(whyProductsRefuse(order, products)?.reason).toMatch(reason);
  });

  it.each(['active', 'discontinued'] as const)('a %s product does not', (status) => {
    expect(whyProductsRefuse(order, [product({ canonical: aProduct({ status }) })])).toBeUndefined();
  });

  it('products of lines that do not go there do not matter', () => {
    const subscription = accepted(aPricedQuote({}, { lines: [{ kind: 'product', product: '3000' }] })).order;
    expect(whyProductsRefuse(subscription, [])).toBeUndefined();
    expect(whyProductsRefuse(anAcceptedOrder(), [product()])).toBeUndefined();
  });
});
