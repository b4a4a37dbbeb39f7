import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CanonicalInvoice, CanonicalLine } from '../../../../../domain/canonical/invoice.ts';
import { decimalSchema } from '../../../../../domain/canonical/values.ts';
import { withCreditSign } from '../../../../../functions/shared/erp/mapping/credit-sign.ts';

const amount = fc
  .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => new Decimal(digits).dividedBy(10 ** places).toFixed());
const sent = fc.option(amount, { nil: undefined });
const anyLine = fc.record({
  quantity: sent,
  net: sent,
  tax: sent,
  gross: sent,
  unitPrice: sent,
  discountAmount: sent,
  discountPercent: sent,
});
const anyCredit = fc
  .record({
    kind: fc.constantFrom(
      'credit-note' as const,
      'cancellation' as const,
      'invoice' as const,
      'correction' as const,
    ),
    lines: fc.array(anyLine, { maxLength: 4 }),
    net: amount,
    gross: sent,
  })
  .map(
    ({ kind, lines, net, gross }): CanonicalInvoice => ({
      ...{ externalId: '1', kind, status: 'posted', currency: 'EUR', totals: { net, gross } },
      lines: lines.map((line) => ({ kind: 'product', ...line })),
    }),
  );

const amounts = ({ lines, totals }: CanonicalInvoice) => [
  totals.net,
  totals.gross,
  ...lines.flatMap((line) => [line.quantity, line.net, line.tax, line.gross, line.discountAmount]),
];
const kept = ({ lines }: CanonicalInvoice) =>
  lines.map(({ unitPrice, discountPercent }: CanonicalLine) => [unitPrice, discountPercent]);
const opposite = (text: string | null | undefined) =>
  typeof text === 'string' ? new Decimal(text).negated().plus(0).toNumber() : text;
const rule = (creditAmounts: 'positive' | 'negative' | 'either') => ({
  creditAmounts,
  totalsTolerance: '0.01',
  cancelled: 'countered' as const,
});

describe('the sign rule (I-3)', () => {
  it('turns every amount of a credit and nothing else: prices, percentages and what was not sent stay', () => {
    fc.assert(
      fc.property(anyCredit, (credit) => {
        const turned = withCreditSign(credit, rule('positive'));
        const isCredit = credit.kind === 'credit-note' || credit.kind === 'cancellation';
        const expected = amounts(credit).map((text) =>
          isCredit ? opposite(text) : typeof text === 'string' ? Number(text) : text,
        );

        expect(amounts(turned).map((text) => (typeof text === 'string' ? Number(text) : text))).toEqual(
          expected.map((value) => (value === 0 ? 0 : value)),
        );
        expect(kept(turned)).toEqual(kept(credit));
      }),
    );
  });

  it('writes decimals as the canonical shape wants them, and zero without a sign', () => {
    fc.assert(
      fc.property(anyCredit, (credit) => {
        const texts = amounts(withCreditSign(credit, rule('positive'))).filter(
          (text) => typeof text === 'string',
        );

        expect(
          texts.filter((text) => !decimalSchema.safeParse(text).success || /^-0(\.0*)?$/.test(text)),
        ).toEqual([]);
      }),
    );
  });

  it('"either" leaves no credit note above zero and is settled after one time', () => {
    fc.assert(
      fc.property(anyCredit, (credit) => {
        const once = withCreditSign(credit, rule('either'));

        expect(once.kind !== 'credit-note' || Number(once.totals.net) <= 0).toBe(true);
        expect(withCreditSign(once, rule('either'))).toEqual(once);
      }),
    );
  });

  it('"negative" trusts the ERP', () => {
    fc.assert(
      fc.property(anyCredit, (credit) => {
        expect(withCreditSign(credit, rule('negative'))).toBe(credit);
      }),
    );
  });
});
