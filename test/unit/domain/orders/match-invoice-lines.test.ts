import { describe, expect, it } from 'vitest';
import type { CanonicalLine } from '../../../../domain/canonical/invoice.ts';
import {
  matchInvoiceLines,
  type MatchableLine,
  type MatchableOrder,
} from '../../../../domain/orders/match-invoice-lines.ts';
import { matchableOrder } from '../../../../domain/orders/matchable-order.ts';
import type { QuoteDraft } from '../../../../domain/quotes/quote-draft.ts';
import { productIdOf } from '../../../support/sales/a-product.ts';
import { accepted, aPricedQuote } from '../../../support/sales/a-priced-quote.ts';

const ours = (lineId: string, fields: Partial<MatchableLine> = {}): MatchableLine => ({
  ...{ lineId, productExternalId: 'item-1', productNumber: '1000', description: 'Desk', quantity: '2' },
  ...fields,
});
const anOrder = (lines: MatchableLine[]): MatchableOrder => ({
  ...{ orderId: 'ord_first', references: ['OS-1', 'O-2026-00001', 'ord_first'], lines },
});
const billed = (fields: Partial<CanonicalLine> = {}): CanonicalLine => ({
  ...{ kind: 'product', productExternalId: 'item-1', description: 'Desk', quantity: '2' },
  ...fields,
});
const match = (line: CanonicalLine, lines: MatchableLine[], ourReference: string | null = 'OS-1') =>
  matchInvoiceLines({ lines: [line], ourReference }, [anOrder(lines)])[0];

const whole = { orderId: 'ord_first', by: 'document' };
const byProduct = (lineId: string) => ({ orderId: 'ord_first', lineId, by: 'product' });

describe('which order line an invoice line bills (I-7)', () => {
  it.each(['OS-1/2', 'ord_first/2', ' O-2026-00001/2 '])(
    'is said by our reference on the line (%s), whatever else it says',
    (ourReference) => {
      const line = billed({ ourReference, productExternalId: 'item-9', description: 'Other' });
      expect(match(line, [ours('1'), ours('2')], null)).toEqual({
        orderId: 'ord_first',
        lineId: '2',
        by: 'line-reference',
      });
    },
  );

  it.each(['OS-1', 'O-2026-00001'])(
    'is the one with its product, in the order the document names (%s)',
    (reference) => {
      expect(match(billed(), [ours('1', { productExternalId: 'item-2' }), ours('2')], reference)).toEqual(
        byProduct('2'),
      );
    },
  );

  it('is found by the order’s reference on the line, too', () => {
    expect(match(billed({ ourReference: 'OS-1' }), [ours('2')], null)).toEqual(byProduct('2'));
  });

  it('is found by the product’s number where there is no id', () => {
    const line = billed({ productExternalId: null, productNumber: '1000' });
    expect(match(line, [ours('1', { productNumber: '2000' }), ours('2')])).toEqual(byProduct('2'));
  });

  it('may be billed in part, or with another text, where the product is on one line only', () => {
    expect(match(billed({ quantity: '1', description: 'Desk, oak' }), [ours('1')])).toEqual(byProduct('1'));
  });

  it('is told from others of its product by the description', () => {
    expect(
      match(billed({ description: 'Desk, oak' }), [ours('1'), ours('2', { description: 'Desk, oak' })]),
    ).toEqual(byProduct('2'));
  });

  it('is told from others of its description by the quantity, which a credit note counts backwards', () => {
    const lines = [ours('1'), ours('2', { quantity: '5' })];
    expect(match(billed({ quantity: '5.0' }), lines)).toEqual(byProduct('2'));
    expect(match(billed({ quantity: '-5' }), lines)).toEqual(byProduct('2'));
  });

  it('is never guessed: two alike leave it with the order as a whole', () => {
    expect(match(billed(), [ours('1'), ours('2')])).toEqual(whole);
    expect(match(billed({ description: 'Else' }), [ours('1'), ours('2', { quantity: '5' })])).toEqual(whole);
    expect(match(billed({ quantity: null }), [ours('1'), ours('2', { quantity: '5' })])).toEqual(whole);
  });

  it('is none for what was never ordered, such as freight the ERP added', () => {
    expect(match(billed({ productExternalId: 'freight' }), [ours('1')])).toEqual(whole);
    expect(match(billed({ productExternalId: null, description: 'Freight' }), [ours('1')])).toEqual(whole);
  });

  it('is none where one has a product and the other has not, though their texts are the same', () => {
    const free = ours('1', { productExternalId: undefined, productNumber: undefined });
    expect(match(billed(), [free])).toEqual(whole);
    expect(match(billed({ productExternalId: null }), [ours('1')])).toEqual(whole);
  });

  it('without products on either side is the one of the same description', () => {
    const none = { productExternalId: undefined, productNumber: undefined };
    const lines = [
      ours('1', { ...none, description: 'Shipping' }),
      ours('2', { ...none, description: 'Set-up' }),
    ];
    expect(match(billed({ productExternalId: null, description: 'Set-up ' }), lines)).toEqual(byProduct('2'));
  });
});

describe('no link', () => {
  it('without a reference of ours', () => {
    expect(match(billed(), [ours('1')], null)).toBeUndefined();
    expect(match(billed({ ourReference: 'PO 77' }), [ours('1')], 'their own')).toBeUndefined();
  });

  it('for lines that carry no value', () => {
    expect(match(billed({ kind: 'text', ourReference: 'OS-1/1' }), [ours('1')])).toBeUndefined();
  });
});

describe('an invoice whose reference says nothing bills the order that it names as the ERP does', () => {
  const inErp = { externalId: 'so-1', number: 'AU-1' };
  const bills = (orders: object[] | null) =>
    matchInvoiceLines({ lines: [billed()], ourReference: 'PO 17', orders }, [
      { ...anOrder([ours('1')]), inErp },
    ])[0];

  it.each([
    ['by its id', { externalId: 'so-1' }],
    ['by its number', { number: 'AU-1' }],
    ['by its number, whatever became of the id', { externalId: 'so-9', number: 'AU-1' }],
  ])('%s', (_, name) => {
    expect(bills([name])).toEqual(byProduct('1'));
  });

  it.each([
    ['another one', [{ externalId: 'so-2', number: 'AU-2' }]],
    ['no name', [{ externalId: null }]],
    ['several, of which nobody knows which', [{ number: 'AU-1' }, { number: 'AU-2' }]],
    ['nothing', null],
  ])('but not for %s', (_, names) => {
    expect(bills(names)).toBeUndefined();
  });
});

it('a collective invoice may bill several orders', () => {
  const second = { ...anOrder([ours('1')]), orderId: 'ord_second', references: ['OS-2'] };
  const lines = [billed({ ourReference: 'OS-2' }), billed({ ourReference: 'OS-1/1' }), billed()];
  expect(matchInvoiceLines({ lines, ourReference: null }, [anOrder([ours('1')]), second])).toEqual([
    { orderId: 'ord_second', lineId: '1', by: 'product' },
    { orderId: 'ord_first', lineId: '1', by: 'line-reference' },
    undefined,
  ]);
});

it('an order is named by our key, its id and its number, and only its lines for the ERP can be billed there', () => {
  const draft: QuoteDraft = {
    lines: [
      { kind: 'product', product: '1000' },
      { kind: 'product', product: '2000' },
    ],
  };
  const { order } = accepted(aPricedQuote({}, draft));
  const known = { reference: 'OS-1', productExternalIds: new Map([[productIdOf('1000'), 'item-1']]) };
  expect(matchableOrder(order, known)).toEqual({
    orderId: 'ord_first',
    references: ['OS-1', 'ord_first', 'O-2026-00001'],
    lines: [ours('1', { quantity: '1' })],
  });
});
