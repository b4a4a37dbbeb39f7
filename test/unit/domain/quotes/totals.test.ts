import { describe, expect, it } from 'vitest';
import { lineNet } from '../../../../domain/quotes/line-amount.ts';
import type { DraftLine, DraftProductLine } from '../../../../domain/quotes/quote-draft.ts';
import { aSale } from '../../../support/sales/a-sale.ts';
import { priced } from '../../../support/sales/a-priced-quote.ts';

const sell = (unitPrice: string, fields: Partial<DraftProductLine> = {}): DraftProductLine => ({
  ...{ kind: 'product', description: 'Thing', productKind: 'goods', unitPrice },
  ...fields,
});
const monthly = { priceBase: 'month', rhythm: 1, inAdvance: true } as const;

describe('the net of a line', () => {
  it.each([
    ['3 × 33.333', '3', '33.333', '1', '0', 'EUR', '100.00'],
    ['half a cent up', '1', '0.005', '1', '0', 'EUR', '0.01'],
    ['less than half a cent down', '1', '0.004999', '1', '0', 'EUR', '0.00'],
    ['per 100', '50', '12', '100', '0', 'EUR', '6.00'],
    ['with discount, rounded once', '3', '0.333333', '1', '12.3456', 'EUR', '0.88'],
    ['yen have no decimals', '3', '33.5', '1', '0', 'JPY', '101'],
    ['Kuwaiti dinars have three', '1', '1.2345', '1', '0', 'KWD', '1.235'],
    ['a discount of everything', '7', '9.99', '1', '100', 'EUR', '0.00'],
  ])('%s', (_, quantity, unitPrice, priceUnit, discountPercent, currency, net) => {
    expect(lineNet({ quantity, unitPrice, priceUnit, discountPercent }, currency)).toBe(net);
  });
});

describe('the totals of a quote (O-2)', () => {
  it('round tax once per rate, not per line', () => {
    const lines = ['0.12', '0.12', '0.12'].map((price) => sell(price));
    expect(priced({ lines }).totals).toMatchObject({ net: '0.36', tax: '0.07', gross: '0.43' });
  });

  it('have a row per category and rate, taxed first', () => {
    const lines = [
      sell('10', { taxCode: 'EXEMPT' }),
      sell('20', { taxCode: 'REDUCED' }),
      sell('30'),
      sell('40'),
    ];
    const { vat, ...totals } = priced({ lines }).totals;
    expect(vat).toEqual([
      { category: 'standard', rate: '20', net: '70.00', tax: '14.00' },
      { category: 'reduced', rate: '10', net: '20.00', tax: '2.00' },
      { category: 'exempt', rate: '0', net: '10.00', tax: '0.00' },
    ]);
    expect(totals).toEqual({
      subtotal: '100.00',
      headerDiscount: '0.00',
      net: '100.00',
      tax: '16.00',
      gross: '116.00',
    });
  });

  it('leave out options and alternatives', () => {
    const lines = [
      sell('10'),
      sell('20', { choice: 'optional' }),
      sell('30', { choice: 'alternative', alternativeTo: '1' }),
    ];
    expect(priced({ lines }).totals.net).toBe('10.00');
  });

  it('leave out what recurs, which is summed per price base', () => {
    const lines = [
      sell('10'),
      sell('49.9', { recurrence: monthly }),
      sell('0.05', { recurrence: monthly }),
      sell('600', { recurrence: { ...monthly, priceBase: 'year' } }),
      sell('7', { recurrence: monthly, choice: 'optional' }),
    ];
    const { totals, recurring } = priced({ lines });
    expect(totals.net).toBe('10.00');
    expect(recurring).toEqual([
      { priceBase: 'month', net: '49.95', tax: '9.99', gross: '59.94' },
      { priceBase: 'year', net: '600.00', tax: '120.00', gross: '720.00' },
    ]);
  });

  it('subtotals sum what is included and paid once since the last one', () => {
    const subtotal: DraftLine = { kind: 'subtotal', description: 'So far' };
    const lines: DraftLine[] = [
      ...[sell('1'), sell('2'), subtotal, sell('4', { choice: 'optional' }), sell('8'), subtotal, subtotal],
      ...[sell('16', { recurrence: monthly }), subtotal],
    ];
    const nets = priced({ lines }).lines.flatMap((line) => (line.kind === 'subtotal' ? [line.net] : []));
    expect(nets).toEqual(['3.00', '8.00', '0.00', '0.00']);
  });

  it('spread a header discount over the rates, so that tax is of what is paid', () => {
    const lines = [sell('100'), sell('100', { taxCode: 'REDUCED' }), sell('50', { recurrence: monthly })];
    expect(priced({ lines, headerDiscount: { amount: '10.01' } }).totals).toEqual({
      ...{ subtotal: '200.00', headerDiscount: '10.01', net: '189.99' },
      vat: [
        { category: 'standard', rate: '20', net: '94.99', tax: '19.00' },
        { category: 'reduced', rate: '10', net: '95.00', tax: '9.50' },
      ],
      ...{ tax: '28.50', gross: '218.49' },
    });
  });

  it('round a header discount in percent once', () => {
    const lines = [sell('33.33'), sell('33.33'), sell('33.33')];
    const { totals } = priced({ lines, headerDiscount: { percent: '3' } });
    expect([totals.headerDiscount, totals.net]).toEqual(['3.00', '96.99']);
  });

  it('have the digits of the currency', () => {
    const yen = priced({ lines: [sell('99.5')] }, aSale({ currency: 'JPY' }));
    expect(yen.totals).toMatchObject({ net: '100', tax: '20', gross: '120', headerDiscount: '0' });
  });
});
