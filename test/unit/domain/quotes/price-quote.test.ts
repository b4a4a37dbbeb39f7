import { describe, expect, it } from 'vitest';
import { priceQuote } from '../../../../domain/quotes/price-quote.ts';
import {
  draftLineOf,
  type DraftProductLine,
  type QuoteDraft,
  type SaleContext,
} from '../../../../domain/quotes/quote-draft.ts';
import { quoteLineSchema, type QuoteProductLine } from '../../../../domain/records/quote.ts';
import { aDiscountAgreement, anOfferedProduct } from '../../../support/sales/a-product.ts';
import { aSale, aSaleOf, catalogue } from '../../../support/sales/a-sale.ts';
import { priced } from '../../../support/sales/a-priced-quote.ts';

const desk = (fields: Partial<DraftProductLine> = {}): DraftProductLine => ({
  kind: 'product',
  product: '1000',
  ...fields,
});
const free = (fields: Partial<DraftProductLine> = {}): DraftProductLine => ({
  ...{ kind: 'product', description: 'Assembly', productKind: 'service', unitPrice: '80' },
  ...fields,
});

const problemsOf = (draft: QuoteDraft, context: SaleContext = aSale()) => {
  const answer = priceQuote(draft, context);
  return 'problems' in answer ? answer.problems.map(({ field, code, reason }) => [field, code, reason]) : [];
};
const codes = (problems: readonly (readonly string[])[]) => problems.map(([field, code]) => [field, code]);
const problemsOfLine = (line: DraftProductLine, context?: SaleContext) =>
  problemsOf({ lines: [line] }, context);

const productLines = (draft: QuoteDraft, context?: SaleContext): QuoteProductLine[] =>
  priced(draft, context).lines.filter((line) => line.kind === 'product');
const lineOf = (line: DraftProductLine, context?: SaleContext): QuoteProductLine | undefined =>
  productLines({ lines: [line] }, context)[0];

describe('what a line gets from the catalogue', () => {
  it('is its name, number, unit, price, VAT and why', () => {
    expect(lineOf(desk({ quantity: '3' }))).toEqual({
      ...{ kind: 'product', lineId: '1', productId: 'prd_1000xxxxxxxxxxxxxxxxxx', productNumber: '1000' },
      ...{ productKind: 'goods', description: 'Desk', quantity: '3', unit: 'pcs', choice: 'included' },
      ...{ unitPrice: '100', priceUnit: '1', discountPercent: '0', net: '300.00' },
      vat: { category: 'standard', rate: '20' },
      price: {
        ...{ rule: 'list-price', recordId: 'prd_1000xxxxxxxxxxxxxxxxxx', amount: '100' },
        ...{ currency: 'EUR', priceUnit: '1', explanation: 'List price 100 EUR per 1 pcs.' },
      },
    });
  });

  it('is hours of a project where the ERP only knows services and the quote says so', () => {
    const hours = desk({ productKind: 'hourly', phase: 'Start' });
    const line = lineOf(hours, aSaleOf({ kind: 'service', unit: 'h' }));
    expect(line).toMatchObject({ productKind: 'hourly', phase: 'Start', unit: 'h' });
    expect(problemsOfLine(desk({ productKind: 'hourly' }))).toEqual([
      ['lines[0].productKind', 'kind-differs', 'The ERP has it as goods; it cannot be sold as hourly.'],
    ]);
  });

  it('is monthly in advance for a subscription, unless said otherwise', () => {
    expect(lineOf(desk({ product: '3000' }))?.recurrence).toEqual({
      priceBase: 'month',
      rhythm: 1,
      inAdvance: true,
    });
    const yearly = { priceBase: 'year', rhythm: 12, inAdvance: false } as const;
    expect(lineOf(desk({ product: '3000', recurrence: yearly }))?.recurrence).toEqual(yearly);
  });

  it('is only a text where the product is one', () => {
    const sale = aSale({
      products: catalogue(
        anOfferedProduct(),
        anOfferedProduct({ number: 'T', kind: 'text', name: 'Thank you' }),
      ),
    });
    expect(priced({ lines: [desk(), desk({ product: 'T' })] }, sale).lines[1]).toEqual({
      ...{ kind: 'text', lineId: '2', description: 'Thank you' },
    });
  });

  it('is what every stored line has to be', () => {
    const lines = [desk(), free({ phase: 'Start', productKind: 'hourly' }), desk({ product: '3000' })];
    for (const line of priced({ lines }).lines) expect(quoteLineSchema.parse(line)).toEqual(line);
  });
});

describe('line numbers', () => {
  it('given stay, the others go on after the highest', () => {
    const lines = [desk(), desk({ lineId: '7' }), { kind: 'text', description: 'Note' } as const];
    expect(priced({ lines }).lines.map(({ lineId }) => lineId)).toEqual(['8', '7', '9']);
  });

  it('can be named by an alternative before anybody has seen them', () => {
    const lines = [desk(), desk({ choice: 'alternative', alternativeTo: '1' })];
    expect(productLines({ lines })[1]).toMatchObject({ lineId: '2', alternativeTo: '1' });
  });
});

describe('prices by hand', () => {
  const sale = aSale({ agreements: [aDiscountAgreement('5')] });

  it('win, get no discount, and say what they replace', () => {
    expect(lineOf(desk({ unitPrice: '90.5' }), sale)).toMatchObject({
      ...{ unitPrice: '90.5', discountPercent: '0', net: '90.50' },
      price: {
        rule: 'by-hand',
        explanation:
          'Price by hand 90.5, instead of: List price 100 EUR per 1 pcs, customer discount on the product 5 %.',
      },
    });
  });

  it('a discount by hand replaces the one found and keeps the price', () => {
    const line = lineOf(desk({ discountPercent: '12.5' }), sale);
    expect(line).toMatchObject({ unitPrice: '100', discountPercent: '12.5', net: '87.50' });
    expect(line?.price).toMatchObject({ rule: 'list-price', discount: { rule: 'by-hand', percent: '12.5' } });
  });

  it('a discount of zero by hand takes away the one found', () => {
    expect(lineOf(desk({ discountPercent: '0' }), sale)).toMatchObject({
      discountPercent: '0',
      net: '100.00',
    });
  });

  it('make a line without a product', () => {
    expect(lineOf(free({ quantity: '2', taxCode: 'REDUCED' }))).toMatchObject({
      ...{ description: 'Assembly', net: '160.00', vat: { category: 'reduced', rate: '10' } },
      price: { rule: 'by-hand', explanation: 'Price by hand 80.' },
    });
  });

  it('are per the price unit of the product', () => {
    const per100 = aSaleOf({ priceUnit: '100', listPrice: { amount: '12', currency: 'EUR' } });
    expect(lineOf(desk({ quantity: '50' }), per100)).toMatchObject({ net: '6.00', priceUnit: '100' });
    expect(lineOf(desk({ quantity: '50', unitPrice: '10' }), per100)).toMatchObject({
      net: '5.00',
      priceUnit: '100',
    });
  });
});

describe('what stands in a quote (P-3)', () => {
  const before = lineOf(desk({ quantity: '2' }));
  const dearer = aSaleOf({ listPrice: { amount: '500', currency: 'EUR' } });
  const frozen = (fields: Partial<DraftProductLine> = {}) =>
    before && lineOf({ kind: 'product', lineId: '1', frozen: before, ...fields }, dearer);

  it('keeps its price, VAT and origin when the catalogue changes', () => {
    expect(frozen()).toEqual(before);
  });

  it('keeps its VAT when the rate changes', () => {
    const { vat } = aSale();
    const taxed = aSale({ vat: { ...vat, rates: { ...vat.rates, standard: '25' } } });
    expect(before && lineOf({ kind: 'product', frozen: before }, taxed)?.vat).toEqual({
      ...{ category: 'standard', rate: '20' },
    });
    expect(lineOf(desk(), taxed)?.vat.rate).toBe('25');
  });

  it('keeps its price for another quantity', () => {
    expect(frozen({ quantity: '3' })).toEqual({ ...before, quantity: '3', net: '300.00' });
  });

  it('is not by hand because the same price is sent again', () => {
    expect(frozen({ unitPrice: '100.00', discountPercent: '0.0' })).toEqual(before);
  });

  it('is by hand where another price is sent', () => {
    expect(frozen({ unitPrice: '99' })?.price).toMatchObject({
      rule: 'by-hand',
      explanation: 'Price by hand 99, instead of: List price 100 EUR per 1 pcs.',
    });
  });

  it('does not tell the history of prices by hand', () => {
    const byHand = frozen({ unitPrice: '99' });
    const again = byHand && lineOf({ kind: 'product', frozen: byHand, unitPrice: '98' }, dearer);
    expect(again?.price.explanation).toBe('Price by hand 98.');
  });

  it('is priced anew for another product', () => {
    const other = aSale();
    const line = before && lineOf({ kind: 'product', product: '2000', frozen: before }, other);
    expect(line).toMatchObject({ productNumber: '2000', unitPrice: '120', quantity: '1' });
  });

  it('can still be sold when the product is gone', () => {
    const gone = aSale({ products: new Map() });
    expect(before && lineOf({ kind: 'product', frozen: before }, gone)).toMatchObject({ net: '200.00' });
  });

  it('loses its phase or recurrence only on demand', () => {
    const hours = lineOf(free({ productKind: 'hourly', phase: 'Start' }));
    if (!hours) throw new Error('no line');
    expect(lineOf({ kind: 'product', frozen: hours })?.phase).toBe('Start');
    expect(lineOf({ kind: 'product', frozen: hours, phase: null })).not.toHaveProperty('phase');
  });

  it('comes back the same when a quote is edited without a change', () => {
    const lines = [
      desk(),
      free(),
      { kind: 'text', description: 'Note' } as const,
      { kind: 'subtotal' } as const,
    ];
    const first = priced({ lines, headerDiscount: { percent: '2' } });
    expect(priced({ lines: first.lines.map(draftLineOf), headerDiscount: { percent: '2' } }, dearer)).toEqual(
      first,
    );
  });
});

describe('bad input', () => {
  it.each([
    ['quantity 0', { quantity: '0' }, 'quantity', 'must be greater than 0.'],
    ['quantity 0.000', { quantity: '0.000' }, 'quantity', 'must be greater than 0.'],
    [
      'quantity 10^9',
      { quantity: '1000000000' },
      'quantity',
      'must not be negative, with at most 9 digits before and 5 after the point.',
    ],
    [
      'quantity -1',
      { quantity: '-1' },
      'quantity',
      'must not be negative, with at most 9 digits before and 5 after the point.',
    ],
    [
      'quantity in words',
      { quantity: 'two' },
      'quantity',
      'must be a decimal number as text, such as "12.50", without exponent.',
    ],
    [
      'price with 7 decimals',
      { unitPrice: '1.1234567' },
      'unitPrice',
      'must not be negative and have at most 6 decimals.',
    ],
    [
      'price unit 0',
      { priceUnit: '0.0' },
      'priceUnit',
      'must be greater than 0 and have at most 6 digits before and 5 after the point.',
    ],
    ['discount of 101 %', { discountPercent: '101' }, 'discountPercent', 'must be between 0 and 100.'],
    ['line number 0', { lineId: '0' }, 'lineId', 'must be a whole number such as "3".'],
    ['line number 99999', { lineId: '99999' }, 'lineId', 'must be at most 94999.'],
  ])('%s is one problem with the path of its field', (_, fields, field, reason) => {
    expect(problemsOfLine(desk(fields))).toEqual([[`lines[0].${field}`, 'invalid', reason]]);
  });

  it.each([
    [
      'discontinued',
      {},
      'product-discontinued',
      'Product 1000 is discontinued and has no successor; sell something else.',
    ],
    [
      'discontinued',
      { successor: '1001' },
      'product-discontinued',
      'Product 1000 is discontinued; sell 1001 instead.',
    ],
    [
      'blocked',
      {},
      'product-blocked',
      'Product 1000 is blocked in the ERP; have it unblocked, or sell something else.',
    ],
    [
      'deleted',
      {},
      'product-deleted',
      'Product 1000 was deleted in the ERP and has no successor; sell something else.',
    ],
    [
      'active',
      { isDeleted: true, successor: '1001' },
      'product-deleted',
      'Product 1000 was deleted in the ERP; sell 1001 instead.',
    ],
  ] as const)('a product that is %s (%j) cannot be sold', (status, offer, code, reason) => {
    expect(problemsOfLine(desk(), aSaleOf({ status }, offer))).toEqual([['lines[0].product', code, reason]]);
  });

  it('an unknown product', () => {
    expect(problemsOfLine(desk({ product: '9' }))).toEqual([
      ['lines[0].product', 'product-unknown', 'There is no product 9.'],
    ]);
  });

  it('a product whose kind the ERP does not say', () => {
    const sale = aSaleOf({ kind: undefined });
    expect(codes(problemsOfLine(desk(), sale))).toEqual([['lines[0].productKind', 'kind-missing']]);
    expect(problemsOfLine(desk({ productKind: 'goods' }), sale)).toEqual([]);
  });

  it('a product without a price, or without one in the currency', () => {
    expect(codes(problemsOfLine(desk(), aSaleOf({ listPrice: null })))).toEqual([
      ['lines[0].unitPrice', 'price-missing'],
    ]);
    expect(problemsOfLine(desk(), { ...aSale(), currency: 'USD' })).toEqual([
      ['lines[0].unitPrice', 'price-missing', 'Product 1000 has a price in EUR, but none in USD.'],
    ]);
    expect(problemsOfLine(desk({ unitPrice: '5' }), { ...aSale(), currency: 'USD' })).toEqual([]);
  });

  it('a line that neither names a product nor says what it is', () => {
    expect(problemsOfLine({ kind: 'product' }).map(([field, code]) => [field, code])).toEqual([
      ['lines[0].description', 'description-missing'],
      ['lines[0].productKind', 'productKind-missing'],
      ['lines[0].unitPrice', 'unitPrice-missing'],
    ]);
  });

  it('no lines, or only texts', () => {
    const refused = [['lines', 'no-lines', 'A quote needs at least one line with something to sell.']];
    expect(problemsOf({ lines: [] })).toEqual(refused);
    expect(problemsOf({ lines: [{ kind: 'text', description: 'Hello' }, { kind: 'subtotal' }] })).toEqual(
      refused,
    );
  });

  it('5,001 lines, but not 5,000', () => {
    const lines = Array.from({ length: 5_001 }, () => free());
    expect(codes(problemsOf({ lines }))).toEqual([['lines', 'too-many-lines']]);
    expect(priced({ lines: lines.slice(1) }).totals.net).toBe('400000.00');
  });

  it('two lines of one number', () => {
    expect(problemsOf({ lines: [desk({ lineId: '2' }), desk({ lineId: '2' })] })).toEqual([
      ['lines[1].lineId', 'line-twice', 'There are two lines 2.'],
    ]);
  });

  it.each([
    ['to nothing', { choice: 'alternative' }],
    ['to a line that is not there', { choice: 'alternative', alternativeTo: '9' }],
    ['to itself', { choice: 'alternative', alternativeTo: '2' }],
    ['to an option', { choice: 'alternative', alternativeTo: '3' }],
    ['without being one', { choice: 'optional', alternativeTo: '1' }],
  ] as const)('an alternative %s', (_, fields) => {
    const lines = [desk(), desk(fields), desk({ choice: 'optional' })];
    expect(codes(problemsOf({ lines }))).toEqual([['lines[1].alternativeTo', 'alternative-unclear']]);
  });

  it.each([
    ['goods', desk({ phase: 'Start' })],
    [
      'a recurring flat rate',
      free({
        productKind: 'flat-rate',
        phase: 'Start',
        recurrence: { priceBase: 'month', rhythm: 1, inAdvance: true },
      }),
    ],
  ])('a project phase of %s', (_, line) => {
    expect(codes(problemsOfLine(line))).toEqual([['lines[0].phase', 'phase-not-possible']]);
  });

  it('VAT that cannot be decided is said once, about the buyer', () => {
    const { vat } = aSale();
    const sale = aSale({ vat: { ...vat, buyerCountry: 'DE', vatIdState: 'missing' } });
    expect(codes(problemsOf({ lines: [desk(), desk(), desk()] }, sale))).toEqual([['accountId', 'vat-hold']]);
  });

  it('an amount that nobody orders', () => {
    expect(codes(problemsOfLine(free({ quantity: '999999999', unitPrice: '999999999999999' })))).toEqual([
      ['lines[0].quantity', 'amount-too-large'],
    ]);
  });

  it.each([
    ['more than what it is taken off', '100.01', 'discount-too-large'],
    ['negative', '-1', 'discount-negative'],
    ['finer than a cent', '0.001', 'discount-too-exact'],
  ])('a header discount that is %s', (_, amount, code) => {
    expect(codes(problemsOf({ lines: [desk()], headerDiscount: { amount } }))).toEqual([
      ['headerDiscount.amount', code],
    ]);
  });

  it('says everything at once', () => {
    const draft = { lines: [desk({ quantity: '0', product: '9' }), desk({ unitPrice: '-1' })] };
    expect(problemsOf(draft).map(([field]) => field)).toEqual([
      'lines[0].quantity',
      'lines[0].product',
      'lines[1].unitPrice',
    ]);
  });
});
