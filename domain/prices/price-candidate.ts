import type { CanonicalProduct } from '../canonical/product.ts';
import type { PriceAgreement } from '../records/price-agreement.ts';
import { isFor, isOn, type PriceQuestion } from './price-question.ts';
import type { PriceOrigin } from './price-origin.ts';

/** From `validFrom` (inclusive) to `validUntil` (exclusive), from `minimumQuantity` on. */
export interface Terms {
  readonly validFrom?: string | null | undefined;
  readonly validUntil?: string | null | undefined;
  readonly minimumQuantity?: string | null | undefined;
}

/** One price that stands somewhere, whether it holds for this sale or not. */
export interface PriceCandidate extends Terms {
  /** What is lower wins: account before group before list, and a price of the product before one of its group. */
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  readonly rule: Exclude<PriceOrigin['rule'], 'by-hand'>;
  readonly recordId: string;
  readonly amount: string;
  readonly currency: string;
  readonly priceUnit: string;
  readonly includesTax: boolean;
  readonly isNetSpecial: boolean;
  readonly priceGroup?: string | undefined;
}

/** Every price of the product for this account, in whatever currency and at whatever time (P-2). */
export function priceCandidates(question: PriceQuestion): PriceCandidate[] {
  const agreed = question.agreements.flatMap((agreement) => agreedPrice(agreement, question));
  return [...agreed, ...catalogueRows(question), ...listPrice(question)];
}

function agreedPrice(agreement: PriceAgreement, question: PriceQuestion): PriceCandidate[] {
  const { terms } = agreement;
  if (terms.kind !== 'price' || !isFor(agreement, question) || !isOn(agreement, question)) return [];
  const isOnProduct = 'productId' in agreement.on;
  const common = {
    ...limitsOf(agreement),
    recordId: agreement.priceAgreementId,
    amount: terms.amount,
    currency: terms.currency,
    priceUnit: terms.priceUnit,
    includesTax: false,
    isNetSpecial: !terms.discountable,
  };
  return 'accountId' in agreement.for
    ? [{ ...common, rule: 'account-price', level: isOnProduct ? 1 : 2 }]
    : [
        {
          ...common,
          rule: 'group-price',
          level: isOnProduct ? 3 : 4,
          priceGroup: agreement.for.priceGroup,
        },
      ];
}

/** Rows of the ERP's price list. One for a price group is a special price, as an agreement is. */
function catalogueRows({ product, productId, account }: PriceQuestion): PriceCandidate[] {
  const rows = (product.prices ?? []).filter(
    (row) => !row.priceGroup || row.priceGroup === account.priceGroup,
  );
  return rows.map((row) => ({
    ...limitsOf(row),
    ...catalogueTerms(product),
    recordId: productId,
    amount: row.amount,
    currency: row.currency,
    ...(row.priceGroup
      ? { rule: 'group-price', level: 3, isNetSpecial: true, priceGroup: row.priceGroup }
      : { rule: 'list-price', level: 5, isNetSpecial: false }),
  }));
}

/** The one price of a product without a price list. Some ERPs leave out the currency: it is the company's own then. */
function listPrice({ product, productId, homeCurrency }: PriceQuestion): PriceCandidate[] {
  if (!product.listPrice) return [];
  const { amount, currency } = product.listPrice;
  return [
    {
      ...catalogueTerms(product),
      ...{ rule: 'list-price', level: 6, recordId: productId, amount, isNetSpecial: false },
      currency: currency ?? homeCurrency,
    },
  ];
}

const catalogueTerms = ({ priceUnit, priceIncludesTax }: CanonicalProduct) => ({
  priceUnit: priceUnit ?? '1',
  includesTax: priceIncludesTax ?? false,
});

const limitsOf = ({ validFrom, validUntil, minimumQuantity }: Terms): Terms => ({
  validFrom,
  validUntil,
  minimumQuantity,
});
