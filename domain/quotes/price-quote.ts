import type { Problem } from '../refusal.ts';
import { buildLine } from './build-line.ts';
import { checkQuote } from './check-quote.ts';
import { computeTotals, isIncludedOnce, type QuoteTotals } from './compute-totals.ts';
import { headerDiscountProblems } from './header-discount.ts';
import {
  keepFrozen,
  numberLines,
  type HeaderDiscount,
  type QuoteDraft,
  type SaleContext,
} from './quote-draft.ts';

export interface PricedQuote extends QuoteTotals {
  readonly headerDiscount: HeaderDiscount | null;
}

/** A draft with prices, VAT and totals (O-2), or everything that is wrong with it at once. It writes nothing. */
export function priceQuote(
  draft: QuoteDraft,
  context: SaleContext,
): { readonly priced: PricedQuote } | { readonly problems: Problem[] } {
  const wishes = numberLines(draft.lines.map(keepFrozen));
  const mistakes = checkQuote({ ...draft, lines: wishes }, context);
  if (mistakes.length > 0) return { problems: mistakes };
  const answers = wishes.map((line, index) => buildLine(line, `lines[${index}]`, context));
  const lines = answers.flatMap((answer) => ('built' in answer ? [answer.built] : []));
  const nets = lines.filter(isIncludedOnce).map(({ net }) => net);
  const { currency } = context;
  const problems = answers.flatMap((answer) => ('problem' in answer ? [answer.problem] : []));
  if (problems.length > 0) return { problems: withoutRepetition(problems) };
  const tooMuch = headerDiscountProblems(draft.headerDiscount, nets, currency);
  if (tooMuch.length > 0) return { problems: tooMuch };
  const headerDiscount = draft.headerDiscount ?? null;
  return { priced: { ...computeTotals(lines, headerDiscount, currency), headerDiscount } };
}

/** What is wrong with the buyer is wrong for every line, and said once. */
const withoutRepetition = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((each) => [`${each.field} ${each.code} ${each.reason}`, each])).values(),
];
