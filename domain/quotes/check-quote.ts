import * as z from 'zod';
import { shortTextSchema, textSchema } from '../canonical/values.ts';
import { headerDiscountSchema } from '../records/quote.ts';
import {
  lineIdSchema,
  MOST_LINES,
  percentSchema,
  priceUnitSchema,
  quantitySchema,
  recurrenceSchema,
  unitPriceSchema,
} from '../records/sales-line.ts';
import { problem, type Problem } from '../refusal.ts';
import { checkChoices } from './check-choices.ts';
import { checkProduct } from './check-product.ts';
import { soldKind } from './line-kind.ts';
import type { DraftLine, DraftProductLine, QuoteDraft, SaleContext } from './quote-draft.ts';
import { knownCurrencySchema } from '../money/known-currency.ts';

/** Leaves room for lines that are numbered on from the highest. */
const HIGHEST_LINE = 99_999 - MOST_LINES;

const FIELDS = z.object({
  lineId: lineIdSchema
    .refine((text) => Number(text) <= HIGHEST_LINE, `must be at most ${HIGHEST_LINE}`)
    .optional(),
  quantity: quantitySchema.refine((text) => /[1-9]/.test(text), 'must be greater than 0').optional(),
  description: textSchema.optional(),
  unitPrice: unitPriceSchema.optional(),
  priceUnit: priceUnitSchema.optional(),
  discountPercent: percentSchema.optional(),
  recurrence: recurrenceSchema.nullish(),
  phase: shortTextSchema.nullish(),
});

/** What keeps a draft from being priced, each with the path of its field. Prices and VAT come after it: they need numbers that are some. */
export function checkQuote(draft: QuoteDraft, context: SaleContext): Problem[] {
  const { lines } = draft;
  if (lines.length > MOST_LINES) {
    return [
      problem(
        'lines',
        'too-many-lines',
        `A document has at most ${MOST_LINES} lines; this one ${lines.length}.`,
      ),
    ];
  }
  return [
    ...checkDocument(draft, context),
    ...checkChoices(lines),
    ...lines.flatMap((line, index) => checkLine(line, `lines[${index}]`, context)),
  ];
}

function checkDocument({ lines, headerDiscount }: QuoteDraft, { currency }: SaleContext): Problem[] {
  const isEmpty = !lines.some(({ kind }) => kind === 'product');
  return [
    ...(isEmpty
      ? [problem('lines', 'no-lines', 'A quote needs at least one line with something to sell.')]
      : []),
    ...issuesOf(headerDiscountSchema.nullish(), headerDiscount, 'headerDiscount'),
    ...issuesOf(knownCurrencySchema, currency, 'currency'),
  ];
}

function checkLine(line: DraftLine, path: string, context: SaleContext): Problem[] {
  const issues = issuesOf(FIELDS, line, path);
  if (line.kind !== 'product') return issues;
  return [...issues, ...checkProduct(line, path, context), ...checkPhase(line, path, context)];
}

function checkPhase(line: DraftProductLine, path: string, { products }: SaleContext): Problem[] {
  const catalogue = line.product === undefined ? undefined : products.get(line.product)?.canonical.kind;
  const kind = soldKind(line.frozen?.productKind ?? catalogue, line.productKind);
  if (!line.phase || !kind) return [];
  if ((kind === 'hourly' || kind === 'flat-rate') && !line.recurrence) return [];
  const reason = 'Only hours and flat rates that are paid once have a project phase.';
  return [problem(`${path}.phase`, 'phase-not-possible', reason)];
}

/** The first issue of each field: one sentence says what to do. */
function issuesOf(schema: z.ZodType, value: unknown, path: string): Problem[] {
  const problems = new Map<string, Problem>();
  for (const issue of schema.safeParse(value).error?.issues ?? []) {
    const field = [path, ...issue.path].join('.');
    if (!problems.has(field)) problems.set(field, problem(field, 'invalid', `${issue.message}.`));
  }
  return [...problems.values()];
}
