import { describe, expect, it } from 'vitest';
import { acceptQuote, type Acceptance } from '../../../../domain/orders/accept-quote.ts';
import type { QuoteDraft } from '../../../../domain/quotes/quote-draft.ts';
import type { Quote } from '../../../../domain/records/quote.ts';
import { orderSchema } from '../../../../domain/records/order.ts';
import { projectSchema } from '../../../../domain/records/project.ts';
import { quoteSchema } from '../../../../domain/records/quote.ts';
import { serviceAgreementSchema } from '../../../../domain/records/service-agreement.ts';
import { accepted, anAcceptance, aPricedQuote } from '../../../support/sales/a-priced-quote.ts';

/** 1 desks, 2 option, 3 alternative to 1, 4 hours, 5 flat rate of a phase, 6 flat rate, 7 subscription, 8 text. */
const EVERYTHING: QuoteDraft = {
  lines: [
    { kind: 'product', product: '1000', quantity: '2' },
    { kind: 'product', product: '1000', choice: 'optional' },
    { kind: 'product', product: '1000', unitPrice: '150', choice: 'alternative', alternativeTo: '1' },
    { kind: 'product', product: '2000', quantity: '10', phase: 'Build' },
    { kind: 'product', description: 'Set-up', productKind: 'flat-rate', unitPrice: '500', phase: 'Start' },
    { kind: 'product', description: 'Shipping', productKind: 'flat-rate', unitPrice: '30' },
    {
      kind: 'product',
      product: '3000',
      recurrence: { priceBase: 'month', rhythm: 3, inAdvance: true, startsOn: '2026-05-01' },
    },
    { kind: 'text', description: 'Thank you' },
  ],
  headerDiscount: { percent: '10' },
};

const quote = aPricedQuote({}, EVERYTHING);
const refusalOf = (of: Quote, acceptance: Partial<Acceptance> = {}) => {
  const answer = acceptQuote(of, anAcceptance(acceptance));
  return 'refused' in answer ? answer.refused : undefined;
};
const linesOf = (acceptance: Partial<Acceptance> = {}) => accepted(quote, acceptance).order.lines;

describe('acceptance in whole (O-5)', () => {
  const { order, agreement, project, quote: after } = accepted(quote);

  it('orders every included line and no option', () => {
    expect(order.lines.map(({ lineId, destination }) => [lineId, destination])).toEqual([
      ['1', 'erp'],
      ['4', 'project'],
      ['5', 'project'],
      ['6', 'erp'],
      ['7', 'agreement'],
    ]);
    expect(order.deviations).toEqual([]);
  });

  it('makes records as they are stored', () => {
    expect(orderSchema.parse(order)).toEqual(order);
    expect(serviceAgreementSchema.parse(agreement)).toEqual(agreement);
    expect(projectSchema.parse(project)).toEqual(project);
    expect(quoteSchema.parse(after)).toEqual(after);
  });

  it('joins them by their ids, with the customer’s own number', () => {
    expect(order).toMatchObject({
      ...{
        orderId: 'ord_first',
        orderNumber: 'O-2026-00001',
        agreementId: 'agr_first',
        projectId: 'prj_first',
      },
      ...{ quoteId: 'quo_first', quoteRevision: 1, customerReference: 'PO 77', orderDate: '2026-04-01' },
      ...{ state: 'accepted', acceptedBy: 'anna', handOverAttempt: 0 },
    });
    expect(after).toMatchObject({
      state: 'accepted',
      orderId: 'ord_first',
      decidedAt: '2026-04-01T10:00:00Z',
    });
    expect(agreement).toMatchObject({ orderId: 'ord_first', customerReference: 'PO 77', title: 'Office' });
  });

  it('totals only what goes to the ERP, after its share of the header discount', () => {
    expect(order.totals).toMatchObject({
      subtotal: '230.00',
      headerDiscount: '23.00',
      net: '207.00',
      gross: '248.40',
    });
  });

  it('makes one position of the agreement of each recurring line, at the price of the quote', () => {
    expect(agreement?.positions).toMatchObject([
      { lineId: '7', unitPrice: '49.90', start: '2026-05-01', end: null, recurrence: { rhythm: 3 } },
    ]);
    expect(agreement?.positions[0]).not.toHaveProperty('destination');
  });

  it('makes one phase per name, with its budget after discount', () => {
    expect(project?.phases).toMatchObject([
      { phaseId: '1', name: 'Build', budgetMinutes: 600, budgetAmount: '1080.00', lines: [{ lineId: '4' }] },
      { phaseId: '2', name: 'Start', budgetAmount: '450.00', lines: [{ lineId: '5' }] },
    ]);
    expect(project?.phases[1]).not.toHaveProperty('budgetMinutes');
  });

  it('makes neither agreement nor project where nothing goes there', () => {
    const split = accepted(aPricedQuote());
    expect(Object.keys(split)).toEqual(['quote', 'order']);
    expect(split.order).not.toHaveProperty('agreementId');
  });

  it('puts hours without a phase into one in the language of the quote', () => {
    const hours: QuoteDraft = { lines: [{ kind: 'product', product: '2000' }] };
    expect(accepted(aPricedQuote({ locale: 'de-AT' }, hours)).project?.phases[0]?.name).toBe('Leistungen');
    expect(accepted(aPricedQuote({ locale: 'en' }, hours)).project?.phases[0]?.name).toBe('Services');
  });
});

describe('acceptance in part (O-5)', () => {
  it('records what was left out, taken and changed', () => {
    const acceptedLines = [
      { lineId: '2' },
      { lineId: '3', quantity: '4' },
      { lineId: '4', quantity: '10.0' },
      { lineId: '6', quantity: '2' },
    ];
    expect(accepted(quote, { acceptedLines }).order.deviations).toEqual([
      { lineId: '1', what: 'left-out', quoted: '2' },
      { lineId: '2', what: 'option-taken', ordered: '1' },
      { lineId: '3', what: 'alternative-taken', ordered: '4' },
      { lineId: '3', what: 'quantity', quoted: '1', ordered: '4' },
      { lineId: '5', what: 'left-out', quoted: '1' },
      { lineId: '6', what: 'quantity', quoted: '1', ordered: '2' },
      { lineId: '7', what: 'left-out', quoted: '1' },
    ]);
  });

  it('keeps the price for another quantity (P-3)', () => {
    const [line] = linesOf({ acceptedLines: [{ lineId: '1', quantity: '5' }] });
    expect(line).toMatchObject({ quantity: '5', unitPrice: '100', net: '500.00', headerDiscount: '50.00' });
  });

  it('gives the part of a fixed discount that the part ordered has of the whole', () => {
    const fixed = aPricedQuote({}, { ...EVERYTHING, headerDiscount: { amount: '193.00' } });
    expect(fixed.totals.subtotal).toBe('1930.00');
    const { order } = accepted(fixed, { acceptedLines: [{ lineId: '6' }] });
    expect(order.totals).toMatchObject({ subtotal: '30.00', headerDiscount: '3.00', net: '27.00' });
  });

  it('gives no more than the fixed discount to who orders more', () => {
    const fixed = aPricedQuote({}, { lines: EVERYTHING.lines.slice(0, 3), headerDiscount: { amount: '20' } });
    const { order } = accepted(fixed, { acceptedLines: [{ lineId: '1', quantity: '9' }, { lineId: '2' }] });
    expect(order.totals).toMatchObject({ subtotal: '1000.00', headerDiscount: '20.00' });
  });

  it('orders an option of a quote that has nothing else', () => {
    const options = aPricedQuote({}, { lines: [{ kind: 'product', product: '1000', choice: 'optional' }] });
    expect(refusalOf(options)).toMatchObject({ code: 'nothing-accepted', field: 'acceptedLines' });
    expect(accepted(options, { acceptedLines: [{ lineId: '1' }] }).order.totals.net).toBe('100.00');
  });
});

describe('what cannot be accepted', () => {
  it.each([
    ['nothing', [], 'nothing-accepted', 'acceptedLines'],
    ['an unknown line', [{ lineId: '99' }], 'line-unknown', 'acceptedLines[0].lineId'],
    ['a text', [{ lineId: '1' }, { lineId: '8' }], 'line-unknown', 'acceptedLines[1].lineId'],
    ['a line twice', [{ lineId: '1' }, { lineId: '1' }], 'line-twice', 'acceptedLines[1].lineId'],
    [
      'a line and its alternative',
      [{ lineId: '3' }, { lineId: '1' }],
      'line-twice',
      'acceptedLines[1].lineId',
    ],
    ['a quantity of 0', [{ lineId: '1', quantity: '0' }], 'quantity-invalid', 'acceptedLines[0].quantity'],
    [
      'a quantity of 10^9',
      [{ lineId: '1', quantity: '1000000000' }],
      'quantity-invalid',
      'acceptedLines[0].quantity',
    ],
  ])('%s', (_, acceptedLines, code, field) => {
    expect(refusalOf(quote, { acceptedLines })).toMatchObject({ code, field });
  });

  it('an amount that nobody orders', () => {
    const dear = aPricedQuote(
      {},
      { lines: [{ kind: 'product', product: '1000', unitPrice: '999999999999999' }] },
    );
    expect(refusalOf(dear, { acceptedLines: [{ lineId: '1', quantity: '999999999' }] })).toMatchObject({
      code: 'amount-too-large',
    });
  });

  it('a quote whose last day is over, noted or not', () => {
    const over = {
      code: 'quote-is-expired',
      reason: 'The quote was valid until 2026-04-30; revise it to offer it again.',
    };
    expect(refusalOf(quote, { today: '2026-04-30' })).toBeUndefined();
    expect(refusalOf(quote, { today: '2026-05-01' })).toEqual(over);
    expect(refusalOf({ ...quote, state: 'expired' })).toEqual(over);
  });

  it('a revision that was replaced, naming the one to use', () => {
    expect(refusalOf({ ...quote, state: 'superseded', supersededBy: 'quo_second' })).toEqual({
      code: 'quote-is-superseded',
      reason: 'The quote was replaced by revision quo_second; use that one.',
    });
  });

  it('a quote twice, naming the order it became', () => {
    expect(refusalOf(accepted(quote).quote)).toEqual({
      code: 'quote-is-accepted',
      reason: 'The quote was accepted and became order ord_first.',
    });
  });

  it.each(['draft', 'declined'] as const)('a quote that is %s', (state) => {
    expect(refusalOf({ ...quote, state })).toMatchObject({ code: `quote-is-${state}` });
  });
});
