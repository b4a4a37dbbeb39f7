import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact, sumOf } from '../../../domain/money/decimals.ts';
import { acceptQuote } from '../../../domain/orders/accept-quote.ts';
import { checkParity, compareErpOrder } from '../../../domain/orders/check-parity.ts';
import { toErpOrder } from '../../../domain/orders/to-erp-order.ts';
import { isIncludedOnce } from '../../../domain/quotes/compute-totals.ts';
import { erpOrderSchema } from '../../../domain/hand-over/erp-order.ts';
import { orderSchema } from '../../../domain/records/order.ts';
import { quoteLineSchema, type Quote } from '../../../domain/records/quote.ts';
import { aSale } from '../../support/sales/a-sale.ts';
import { accepted, anAcceptance, aPricedQuote } from '../../support/sales/a-priced-quote.ts';
import { productIdOf } from '../../support/sales/a-product.ts';
import { anyDraft, anyQuantity } from '../../support/sales/any-quote.ts';

const text = (amount: { toFixed(digits: number): string }) => amount.toFixed(2);
const anyQuote = anyDraft.map((draft) => aPricedQuote({}, draft, aSale()));

/** Some of the lines, in any order, at times in another quantity; the first is always among them. */
const anyAcceptance = anyQuote.chain((quote) => {
  const [first = '', ...others] = quote.lines.flatMap((line) =>
    line.kind === 'product' ? [line.lineId] : [],
  );
  const anyLines = fc
    .shuffledSubarray(others)
    .chain((ids) =>
      fc.tuple(
        ...[first, ...ids].map((lineId) =>
          fc.record({ lineId: fc.constant(lineId), quantity: fc.option(anyQuantity, { nil: undefined }) }),
        ),
      ),
    );
  return fc.tuple(fc.constant(quote), anyLines);
});

const erpSide = {
  debtor: { connectionId: 'acme-bc', externalId: 'cust-1' },
  products: [{ recordId: productIdOf('1000'), connectionId: 'acme-bc', externalId: 'item-1' }],
  reference: 'OS-1',
};

describe('totals of any quote', () => {
  it('add up, row by row and from top to bottom', () => {
    fc.assert(
      fc.property(anyQuote, ({ totals, lines }) => {
        const nets = lines.filter(isIncludedOnce).map(({ net }) => net);
        expect(totals.subtotal).toBe(text(sumOf(nets)));
        expect(totals.net).toBe(text(new Exact(totals.subtotal).minus(totals.headerDiscount)));
        expect(totals.net).toBe(text(sumOf(totals.vat.map(({ net }) => net))));
        expect(totals.tax).toBe(text(sumOf(totals.vat.map(({ tax }) => tax))));
        expect(totals.gross).toBe(text(sumOf([totals.net, totals.tax])));
        for (const { net, rate, tax } of totals.vat)
          expect(tax).toBe(text(new Exact(net).times(rate).div(100)));
      }),
    );
  });

  it('have subtotals that sum to all that stands before the last of them', () => {
    fc.assert(
      fc.property(anyQuote, ({ lines }) => {
        const last = lines.findLastIndex(({ kind }) => kind === 'subtotal');
        const before = lines.slice(0, last + 1);
        const subtotals = before.flatMap((line) => (line.kind === 'subtotal' ? [line.net] : []));
        expect(text(sumOf(subtotals))).toBe(text(sumOf(before.filter(isIncludedOnce).map(({ net }) => net))));
      }),
    );
  });

  it('are of lines as they are stored', () => {
    fc.assert(
      fc.property(anyQuote, ({ lines }) => {
        for (const line of lines) expect(quoteLineSchema.parse(line)).toEqual(line);
      }),
    );
  });
});

describe('any acceptance', () => {
  it('in whole comes to exactly what was quoted', () => {
    fc.assert(
      fc.property(anyQuote, (quote) => {
        const once = accepted(quote).order.lines.filter(({ destination }) => destination !== 'agreement');
        expect(text(sumOf(once.map(({ netAfterDiscount }) => netAfterDiscount)))).toBe(quote.totals.net);
        expect(text(sumOf(once.map(({ headerDiscount }) => headerDiscount)))).toBe(
          quote.totals.headerDiscount,
        );
      }),
    );
  });

  it('gives each line a share of the discount between nothing and all of it', () => {
    fc.assert(
      fc.property(anyAcceptance, ([quote, acceptedLines]) => {
        for (const { net, headerDiscount, netAfterDiscount } of accepted(quote, { acceptedLines }).order
          .lines) {
          expect(new Exact(headerDiscount).gte(0)).toBe(true);
          expect(new Exact(netAfterDiscount).gte(0)).toBe(true);
          expect(netAfterDiscount).toBe(text(new Exact(net).minus(headerDiscount)));
        }
      }),
    );
  });

  it('never grants more of a fixed discount than was quoted', () => {
    fc.assert(
      fc.property(anyAcceptance, ([quote, acceptedLines]) => {
        fc.pre(quote.headerDiscount !== null && !!quote.headerDiscount && 'amount' in quote.headerDiscount);
        const { lines } = accepted(quote, { acceptedLines }).order;
        const granted = sumOf(lines.map(({ headerDiscount }) => headerDiscount));
        expect(granted.lte(quote.totals.headerDiscount)).toBe(true);
      }),
    );
  });

  it('does not depend on the order in which lines are named', () => {
    fc.assert(
      fc.property(anyAcceptance, ([quote, acceptedLines]) => {
        const named = acceptQuote(quote, anAcceptance({ acceptedLines }));
        const reversed = acceptQuote(quote, anAcceptance({ acceptedLines: acceptedLines.toReversed() }));
        expect(reversed).toEqual(named);
      }),
    );
  });

  it('sends each line to exactly one place, and keeps its price', () => {
    fc.assert(
      fc.property(anyAcceptance, ([quote, acceptedLines]) => {
        const { order, agreement, project } = accepted(quote, { acceptedLines });
        const elsewhere = [
          ...(agreement?.positions ?? []),
          ...(project?.phases.flatMap(({ lines }) => lines) ?? []),
        ];
        const forErp = order.lines.filter(({ destination }) => destination === 'erp');
        const ids = [...elsewhere, ...forErp].map(({ lineId }) => lineId);
        expect(ids.toSorted()).toEqual(acceptedLines.map(({ lineId }) => lineId).toSorted());
        expect(order.lines.map(priceOf)).toEqual(
          order.lines.map(({ lineId }) => quotedPriceOf(quote, lineId)),
        );
        expect(orderSchema.parse(order)).toEqual(order);
      }),
    );
  });
});

describe('any order for the ERP', () => {
  const anyErpOrder = anyAcceptance.map(([quote, acceptedLines]) => {
    const { order } = accepted(quote, { acceptedLines });
    return { order, erpOrder: toErpOrder(order, erpSide) };
  });

  it('has lines that sum to exactly its totals', () => {
    fc.assert(
      fc.property(anyErpOrder, ({ order, erpOrder }) => {
        expect(erpOrderSchema.parse(erpOrder)).toEqual(erpOrder);
        expect(text(sumOf(erpOrder.lines.map(({ net }) => net)))).toBe(order.totals.net);
      }),
    );
  });

  it('comes to our net in an ERP that multiplies, rounds and takes off the discount', () => {
    fc.assert(
      fc.property(anyErpOrder, ({ erpOrder }) => {
        for (const { quantity, unitPrice, priceUnit, discountAmount, net } of erpOrder.lines) {
          const amount = new Exact(quantity).times(unitPrice).div(priceUnit).toDecimalPlaces(2);
          expect(text(amount.minus(discountAmount))).toBe(net);
          expect(new Exact(discountAmount).gte(0)).toBe(true);
        }
      }),
    );
  });

  it('is at parity with itself, and not once a cent or a line is changed', () => {
    fc.assert(
      fc.property(anyErpOrder, ({ order, erpOrder }) => {
        const same = {
          ...erpOrder.totals,
          lineCount: erpOrder.lines.length,
          reference: 'OS-1',
          currency: 'EUR',
        };
        expect([...checkParity(order, same), ...compareErpOrder(erpOrder, same)]).toEqual([]);
        const cheaper = text(new Exact(same.net).minus('0.01'));
        expect(checkParity(order, { ...same, net: cheaper })).toHaveLength(1);
        expect(compareErpOrder(erpOrder, { ...same, lineCount: same.lineCount + 1 })).toHaveLength(1);
      }),
    );
  });
});

const priceOf = ({
  unitPrice,
  discountPercent,
  vat,
}: {
  unitPrice: string;
  discountPercent: string;
  vat: unknown;
}) => ({
  ...{ unitPrice, discountPercent, vat },
});

function quotedPriceOf(quote: Quote, lineId: string) {
  const line = quote.lines.find((each) => each.lineId === lineId);
  if (line?.kind !== 'product') throw new Error(`no product on line ${lineId}`);
  return priceOf(line);
}
