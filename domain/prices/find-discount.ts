import { Exact } from '../money/decimals.ts';
import type { PriceAgreement } from '../records/price-agreement.ts';
import { firstOf, holds, narrowestFirst, textOrder } from './narrowest-first.ts';
import type { PriceOrigin } from './price-origin.ts';
import { isFor, isOn, type PriceQuestion } from './price-question.ts';

type Discount = NonNullable<PriceOrigin['discount']>;
type DiscountAgreement = PriceAgreement & { readonly terms: { readonly kind: 'discount'; percent: string } };

/** The first that has a discount gives it; discounts are never added up. */
const ORDER = [
  'account-product',
  'account-group',
  'group-product',
  'group-group',
] as const satisfies readonly Discount['rule'][];

export function findDiscount(question: PriceQuestion): Discount | undefined {
  const possible = question.agreements
    .filter(isDiscount)
    .filter((each) => isFor(each, question) && isOn(each, question) && holds(each, question));
  const best = firstOf(possible, bestFirst);
  if (!best) return undefined;
  return { rule: ruleOf(best), recordId: best.priceAgreementId, percent: best.terms.percent };
}

const isDiscount = (agreement: PriceAgreement): agreement is DiscountAgreement =>
  agreement.terms.kind === 'discount';

/** The last two make the order total: of two that are alike the one better for the customer, then the elder. */
const bestFirst = (a: DiscountAgreement, b: DiscountAgreement): number =>
  ORDER.indexOf(ruleOf(a)) - ORDER.indexOf(ruleOf(b)) ||
  narrowestFirst(a, b) ||
  new Exact(b.terms.percent).comparedTo(a.terms.percent) ||
  textOrder(a.priceAgreementId, b.priceAgreementId);

const ruleOf = (agreement: PriceAgreement): (typeof ORDER)[number] =>
  `${'accountId' in agreement.for ? 'account' : 'group'}-${'productId' in agreement.on ? 'product' : 'group'}`;
