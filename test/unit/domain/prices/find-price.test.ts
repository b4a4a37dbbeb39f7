import { describe, expect, it } from 'vitest';
import { findPrice, type PriceAnswer } from '../../../../domain/prices/find-price.ts';
import type { PriceQuestion } from '../../../../domain/prices/price-question.ts';
import {
  aDiscountAgreement,
  aPriceAgreement,
  aProduct,
  productIdOf,
} from '../../../support/sales/a-product.ts';

const ask = (question: Partial<PriceQuestion> = {}): PriceAnswer =>
  findPrice({
    ...{ product: aProduct(), productId: productIdOf('1000'), account: { accountId: 'acc_anna' } },
    ...{ agreements: [], quantity: '1', date: '2026-03-15', currency: 'EUR', homeCurrency: 'EUR' },
    ...{ includedVatRate: '20', language: 'en' },
    ...question,
  });

const priceOf = (question: Partial<PriceQuestion> = {}): string | undefined => {
  const answer = ask(question);
  return 'found' in answer ? answer.unitPrice : undefined;
};
const originOf = (question: Partial<PriceQuestion> = {}) => {
  const answer = ask(question);
  return 'found' in answer ? answer.found : undefined;
};

const resellers = { priceGroup: 'RESELLER' };
const ofGroup = { account: { accountId: 'acc_anna', priceGroup: 'RESELLER' } };
const onGroup = { productGroup: 'FURNITURE' };

describe('which price is found (P-2)', () => {
  const account = aPriceAgreement('91', { priceAgreementId: 'pra_1' });
  const accountOnGroup = aPriceAgreement('92', { priceAgreementId: 'pra_2', on: onGroup });
  const group = aPriceAgreement('93', { priceAgreementId: 'pra_3', for: resellers });
  const groupOnGroup = aPriceAgreement('94', { priceAgreementId: 'pra_4', for: resellers, on: onGroup });
  const product = aProduct({ prices: [{ amount: '95', currency: 'EUR' }] });

  it.each([
    ['account price', [account, accountOnGroup, group, groupOnGroup], '91', 'account-price', 'pra_1'],
    [
      'account price of the product group',
      [accountOnGroup, group, groupOnGroup],
      '92',
      'account-price',
      'pra_2',
    ],
    ['price of the price group', [group, groupOnGroup], '93', 'group-price', 'pra_3'],
    ['price of both groups', [groupOnGroup], '94', 'group-price', 'pra_4'],
    ['row of the price list', [], '95', 'list-price', productIdOf('1000')],
  ] as const)('%s comes before what follows', (_, agreements, amount, rule, recordId) => {
    expect(originOf({ agreements, product, ...ofGroup })).toMatchObject({ amount, rule, recordId });
  });

  it('the list price of the product is the last to be asked', () => {
    expect(originOf()).toMatchObject({ rule: 'list-price', amount: '100', recordId: productIdOf('1000') });
  });

  it('agreements of other accounts, groups and products do not count', () => {
    const agreements = [
      aPriceAgreement('1', { for: { accountId: 'acc_bert' } }),
      aPriceAgreement('2', { for: { priceGroup: 'STAFF' } }),
      aPriceAgreement('3', { on: { productId: productIdOf('2000') } }),
      aPriceAgreement('4', { on: { productGroup: 'LAMPS' } }),
    ];
    expect(priceOf({ agreements, ...ofGroup })).toBe('100');
  });

  it("the ERP's price of the account's price group comes before its list price", () => {
    const prices = [
      { amount: '80', currency: 'EUR', priceGroup: 'RESELLER' },
      { amount: '70', currency: 'EUR', priceGroup: 'STAFF' },
    ];
    const found = originOf({ product: aProduct({ prices }), ...ofGroup });
    expect(found).toMatchObject({ rule: 'group-price', amount: '80', priceGroup: 'RESELLER' });
  });

  it('inside a level the narrowest validity wins, even over a lower or later price', () => {
    const year = aPriceAgreement('60', { validFrom: '2026-01-01', validUntil: '2027-01-01' });
    const week = aPriceAgreement('70', { validFrom: '2026-03-12', validUntil: '2026-03-19' });
    const since = aPriceAgreement('50', { validFrom: '2026-03-15' });
    expect(priceOf({ agreements: [year, since, week] })).toBe('70');
  });

  it('of the same validity the highest scale step reached wins', () => {
    const steps = ['1', '10', '100'].map((step) =>
      aPriceAgreement(String(100 - Number(step) / 10), { minimumQuantity: step }),
    );
    expect(
      ['1', '9.99', '10', '99', '100', '5000'].map((quantity) => priceOf({ agreements: steps, quantity })),
    ).toEqual(['99.9', '99.9', '99', '99', '90', '90']);
  });

  it('of two that are alike the elder is named, of two amounts the lower', () => {
    const [elder, younger] = [aPriceAgreement('80', { priceAgreementId: 'pra_1' }), aPriceAgreement('80.00')];
    const dear = aPriceAgreement('81', { priceAgreementId: 'pra_0' });
    expect(originOf({ agreements: [younger, elder, dear] })?.recordId).toBe('pra_1');
    expect(originOf({ agreements: [dear, elder, younger] })?.recordId).toBe('pra_1');
  });

  it('a price holds from its first day to the day before its last', () => {
    const agreements = [aPriceAgreement('70', { validFrom: '2026-03-12', validUntil: '2026-03-19' })];
    const days = ['2026-03-11', '2026-03-12', '2026-03-18', '2026-03-19'];
    expect(days.map((date) => priceOf({ agreements, date }))).toEqual(['100', '70', '70', '100']);
  });
});

describe('discounts (P-2)', () => {
  const discounts = [
    aDiscountAgreement('4', { priceAgreementId: 'pra_a', for: resellers, on: onGroup }),
    aDiscountAgreement('3', { priceAgreementId: 'pra_b', for: resellers }),
    aDiscountAgreement('2', { priceAgreementId: 'pra_c', on: onGroup }),
    aDiscountAgreement('1', { priceAgreementId: 'pra_d' }),
  ];
  const rules = ['account-product', 'account-group', 'group-product', 'group-group'];

  it.each([1, 2, 3, 4])('only the first of four is given, never their sum (%i)', (percent) => {
    const agreements = discounts.slice(0, 5 - percent);
    expect(ask({ agreements, ...ofGroup })).toMatchObject({
      discountPercent: String(percent),
      found: { amount: '100', discount: { rule: rules[percent - 1], percent: String(percent) } },
    });
  });

  it('a special price gets none', () => {
    const answer = ask({ agreements: [aPriceAgreement('80'), aDiscountAgreement('10')] });
    expect(answer).toMatchObject({ unitPrice: '80', discountPercent: '0' });
    expect('found' in answer && answer.found.discount).toBeUndefined();
  });

  it('a special price that says so gets one', () => {
    const price = aPriceAgreement('80');
    const terms = {
      kind: 'price',
      amount: '80',
      currency: 'EUR',
      priceUnit: '1',
      discountable: true,
    } as const;
    const answer = ask({ agreements: [{ ...price, terms }, aDiscountAgreement('10')] });
    expect(answer).toMatchObject({ unitPrice: '80', discountPercent: '10' });
  });

  it("neither does the ERP's price of a price group", () => {
    const prices = [{ amount: '80', currency: 'EUR', priceGroup: 'RESELLER' }];
    const agreements = [aDiscountAgreement('10')];
    expect(ask({ agreements, product: aProduct({ prices }), ...ofGroup })).toMatchObject({
      ...{ unitPrice: '80', discountPercent: '0' },
    });
  });

  it('hold as prices do: validity, scale', () => {
    const agreements = [
      aDiscountAgreement('10', { validUntil: '2026-03-15' }),
      aDiscountAgreement('5', { minimumQuantity: '2' }),
    ];
    expect(ask({ agreements })).toMatchObject({ discountPercent: '0' });
    expect(ask({ agreements, quantity: '2' })).toMatchObject({ discountPercent: '5' });
  });
});

describe('currencies and VAT inside a price', () => {
  it('a price in another currency is no price, and is named', () => {
    expect(ask({ currency: 'CHF' })).toEqual({
      notFound: 'Product 1000 has a price in EUR, but none in CHF.',
    });
  });

  it('a list price without a currency is in the company’s own', () => {
    const product = aProduct({ listPrice: { amount: '100' } });
    expect(priceOf({ product, homeCurrency: 'CHF', currency: 'CHF' })).toBe('100');
    expect(priceOf({ product, homeCurrency: 'CHF', currency: 'EUR' })).toBeUndefined();
  });

  it('a catalogue price that includes VAT is made net, with six decimals, rounded once', () => {
    const product = aProduct({ listPrice: { amount: '100', currency: 'EUR' }, priceIncludesTax: true });
    expect(ask({ product, includedVatRate: '19' })).toMatchObject({
      unitPrice: '84.033613',
      found: {
        amount: '100',
        explanation: 'List price 100 EUR per 1 pcs, includes 19 % VAT, net 84.033613.',
      },
    });
  });

  it('an agreement is net, whatever the catalogue is', () => {
    const product = aProduct({ priceIncludesTax: true });
    expect(priceOf({ product, agreements: [aPriceAgreement('90')] })).toBe('90');
  });
});

describe('prices that cannot be', () => {
  it.each([
    ['no price at all', { listPrice: null }, 'Product 1000 has no price on 2026-03-15 for a quantity of 1.'],
    [
      '7 decimals',
      { listPrice: { amount: '0.1234567', currency: 'EUR' } },
      'Product 1000: the price 0.1234567 must not be negative and have at most 6 decimals; correct it where it stands.',
    ],
    [
      'a negative price',
      { listPrice: { amount: '-1', currency: 'EUR' } },
      'Product 1000: the price -1 must not be negative and have at most 6 decimals; correct it where it stands.',
    ],
    [
      'a price per nothing',
      { priceUnit: '0' },
      'Product 1000: the price is per 0 units, which is no price unit; correct it where it stands.',
    ],
  ])('%s is refused in a sentence', (_, fields, notFound) => {
    expect(ask({ product: aProduct(fields) })).toEqual({ notFound });
  });

  it('zeros behind the sixth decimal are none', () => {
    expect(priceOf({ product: aProduct({ listPrice: { amount: '0.1234560000', currency: 'EUR' } }) })).toBe(
      '0.123456',
    );
  });
});

describe('why the price was found', () => {
  const agreements = [
    aPriceAgreement('95.5', {
      for: resellers,
      minimumQuantity: '10',
      validFrom: '2026-01-01',
      validUntil: '2027-01-01',
    }),
  ];
  const question = { agreements, quantity: '10', ...ofGroup };

  it('is said in English', () => {
    expect(originOf(question)?.explanation).toBe(
      'Price of group RESELLER 95.5 EUR per 1 pcs, from a quantity of 10, valid from 2026-01-01, valid before 2027-01-01, net price, no further discount.',
    );
  });

  it('is said in German', () => {
    expect(originOf({ ...question, language: 'de' })?.explanation).toBe(
      'Preis der Gruppe RESELLER 95,5 EUR je 1 pcs, ab Menge 10, gültig ab 2026-01-01, gültig bis vor 2027-01-01, Nettopreis, kein weiterer Rabatt.',
    );
  });

  it('names the discount, too', () => {
    expect(originOf({ agreements: [aDiscountAgreement('7.5')] })?.explanation).toBe(
      'List price 100 EUR per 1 pcs, customer discount on the product 7.5 %.',
    );
  });

  it('fits its field however long names are', () => {
    const product = aProduct({ unit: '🧵'.repeat(250), priceUnit: '100' });
    const long = { product, agreements: [], account: { accountId: 'acc_anna', priceGroup: 'G'.repeat(500) } };
    const prices = [{ amount: '1', currency: 'EUR', priceGroup: 'G'.repeat(500) }];
    expect(originOf({ ...long, product: { ...product, prices } })?.explanation.length).toBeLessThanOrEqual(
      1_000,
    );
  });
});
