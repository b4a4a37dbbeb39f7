import { Exact } from '../money/decimals.ts';
import type { Terms } from './price-candidate.ts';
import type { PriceQuestion } from './price-question.ts';

const DAY_MS = 86_400_000;

export const holds = (terms: Terms, { date, quantity }: Pick<PriceQuestion, 'date' | 'quantity'>): boolean =>
  (terms.validFrom ?? date) <= date &&
  (!terms.validUntil || date < terms.validUntil) &&
  (!terms.minimumQuantity || new Exact(terms.minimumQuantity).lte(quantity));

/**
 * Which of two that hold comes first (P-2): the narrowest validity, then the highest scale step, then the later start. An open end counts
 * as the end of time, so that a period inside another is always the narrower one.
 */
export const narrowestFirst = (a: Terms, b: Terms): number =>
  daysOf(a) - daysOf(b) ||
  new Exact(b.minimumQuantity ?? 0).comparedTo(a.minimumQuantity ?? 0) ||
  textOrder(b.validFrom ?? '', a.validFrom ?? '');

/** What would stand first, without sorting the rest: some accounts have thousands of agreements. */
export function firstOf<Each>(all: readonly Each[], order: (a: Each, b: Each) => number): Each | undefined {
  const [first, ...others] = all;
  if (first === undefined) return undefined;
  return others.reduce((best, each) => (order(each, best) < 0 ? each : best), first);
}

export const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const daysOf = ({ validFrom, validUntil }: Terms): number =>
  (Date.parse(validUntil ?? '9999-12-31') - Date.parse(validFrom ?? '0001-01-01')) / DAY_MS;
