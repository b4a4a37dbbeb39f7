import { Exact } from '../money/decimals.ts';
import { priceUnitSchema, unitPriceSchema } from '../records/sales-line.ts';
import { explainPrice } from './explain-price.ts';
import { findDiscount } from './find-discount.ts';
import { firstOf, holds, narrowestFirst, textOrder } from './narrowest-first.ts';
import { priceCandidates, type PriceCandidate } from './price-candidate.ts';
import type { PriceOrigin } from './price-origin.ts';
import type { PriceQuestion } from './price-question.ts';

export type PriceAnswer =
  | { readonly found: PriceOrigin; readonly unitPrice: string; readonly discountPercent: string }
  | { readonly notFound: string };

/** Prices that include VAT are made net with this many digits, commercially rounded: a unit price may have no more. */
const UNIT_PRICE_DIGITS = 6;

/**
 * The price of a product for an account on a day, and why (P-2): account before price group before list; inside a level the product
 * before its group, then the narrowest validity, then the highest scale step. The order of agreements never matters.
 * `unitPrice` is per `found.priceUnit` units, net of VAT and before the discount.
 */
export function findPrice(question: PriceQuestion): PriceAnswer {
  const candidates = priceCandidates(question).filter((each) => holds(each, question));
  const best = firstOf(
    candidates.filter(({ currency }) => currency === question.currency),
    bestFirst,
  );
  if (!best) return { notFound: whyNot(candidates, question) };
  const unitPrice = netPrice(best, question);
  const wrong = whatIsWrong(best, unitPrice);
  if (wrong) return { notFound: `${nameOf(question)}: ${wrong}` };
  const discount = best.isNetSpecial ? undefined : findDiscount(question);
  return {
    found: originOf(best, { discount, explanation: explainPrice(best, { question, unitPrice, discount }) }),
    unitPrice,
    discountPercent: discount?.percent ?? '0',
  };
}

/** The last three make the order total: of two that are alike the one better for the customer, then the elder record. */
const bestFirst = (a: PriceCandidate, b: PriceCandidate): number =>
  a.level - b.level ||
  narrowestFirst(a, b) ||
  perOne(a).comparedTo(perOne(b)) ||
  Number(a.isNetSpecial) - Number(b.isNetSpecial) ||
  textOrder(a.recordId, b.recordId);

/** A price unit of 0 is refused later; it must not decide by becoming infinite. */
const perOne = ({ amount, priceUnit }: PriceCandidate) =>
  new Exact(priceUnit).isZero() ? new Exact(amount) : new Exact(amount).div(priceUnit);

function netPrice({ amount, includesTax }: PriceCandidate, { includedVatRate }: PriceQuestion): string {
  if (!includesTax) return unitPriceSchema.safeParse(amount).data ?? new Exact(amount).toFixed();
  const factor = new Exact(includedVatRate).div(100).plus(1);
  return new Exact(amount).div(factor).toDecimalPlaces(UNIT_PRICE_DIGITS).toFixed();
}

function originOf(
  { rule, recordId, amount, currency, priceUnit, priceGroup, minimumQuantity }: PriceCandidate,
  { discount, explanation }: Pick<PriceOrigin, 'discount' | 'explanation'>,
): PriceOrigin {
  return {
    ...{ rule, recordId, amount, currency, priceUnit, explanation },
    ...(priceGroup ? { priceGroup } : {}),
    ...(minimumQuantity ? { minimumQuantity } : {}),
    ...(discount ? { discount } : {}),
  };
}

function whatIsWrong({ amount, priceUnit }: PriceCandidate, unitPrice: string): string | undefined {
  if (!unitPriceSchema.safeParse(unitPrice).success) {
    return `the price ${amount} must not be negative and have at most 6 decimals; correct it where it stands.`;
  }
  if (priceUnitSchema.safeParse(priceUnit).success) return undefined;
  return `the price is per ${priceUnit} units, which is no price unit; correct it where it stands.`;
}

function whyNot(candidates: readonly PriceCandidate[], question: PriceQuestion): string {
  const currencies = [...new Set(candidates.map(({ currency }) => currency))].toSorted(textOrder);
  if (currencies.length === 0) {
    return `${nameOf(question)} has no price on ${question.date} for a quantity of ${question.quantity}.`;
  }
  return `${nameOf(question)} has a price in ${currencies.join(', ')}, but none in ${question.currency}.`;
}

const nameOf = ({ product, productId }: PriceQuestion): string =>
  `Product ${product.number ?? product.name ?? productId}`;
