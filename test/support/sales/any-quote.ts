import fc from 'fast-check';
import type { DraftLine, QuoteDraft } from '../../../domain/quotes/quote-draft.ts';
import { Exact } from '../../../domain/money/decimals.ts';

const anyDecimal = (most: number, digits: number) =>
  fc
    .integer({ min: 1, max: most * 10 ** digits })
    .map((units) => new Exact(units).div(10 ** digits).toFixed());

export const anyQuantity = anyDecimal(2_000, 3);
const anyRecurrence = fc
  .constantFrom('month', 'quarter', 'year')
  .map((priceBase) => ({ priceBase, rhythm: 1, inAdvance: true }) as const);

const anySold = fc
  .record({
    productKind: fc.constantFrom('goods', 'service', 'hourly', 'flat-rate', 'subscription'),
    quantity: anyQuantity,
    unitPrice: anyDecimal(5_000, 6),
    priceUnit: fc.constantFrom('1', '10', '100', '1000'),
    discountPercent: fc.constantFrom('0', '3', '12.5', '33.3333', '100'),
    taxCode: fc.constantFrom(null, 'REDUCED', 'EXEMPT'),
    choice: fc.constantFrom('included', 'included', 'included', 'optional'),
    recurrence: fc.option(anyRecurrence, { nil: undefined, freq: 4 }),
  })
  .map((line): DraftLine => ({ ...line, kind: 'product', description: 'Thing' }));

const anySubtotal = fc.constant<DraftLine>({ kind: 'subtotal' });

/** One line is always there to be sold. A discount as an amount is small enough for it. */
export const anyDraft: fc.Arbitrary<QuoteDraft> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: anySold }, { weight: 1, arbitrary: anySubtotal }), {
      maxLength: 25,
    }),
    fc.oneof(
      fc.constant(null),
      anyDecimal(100, 2).map((percent) => ({ percent })),
      anyDecimal(99, 2).map((amount) => ({ amount })),
    ),
  )
  .map(([lines, headerDiscount]) => ({ lines: [DESK, ...lines], headerDiscount }));

const DESK: DraftLine = { kind: 'product', product: '1000' };
