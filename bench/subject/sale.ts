import type { PriceAgreement } from '../../domain/records/price-agreement.ts';
import type { OfferedProduct, QuoteDraft, SaleContext } from '../../domain/quotes/quote-draft.ts';

const at = '2026-01-01T00:00:00Z';
const idOf = (index: number): string => `prd_${String(index).padStart(22, '0')}`;

/** As many products, lines and price agreements of the account; every fifth line has a discount by hand. */
export function saleOf(lines: number): { readonly draft: QuoteDraft; readonly sale: SaleContext } {
  const indexes = Array.from({ length: lines }, (_, index) => index);
  const wishes = indexes.map((index) => ({
    ...{ kind: 'product' as const, product: `P-${index}`, quantity: String(1 + index) },
    ...(index % 5 === 0 ? { discountPercent: '7.5' } : {}),
  }));
  return {
    draft: { lines: wishes, headerDiscount: { percent: '2' } },
    sale: {
      account: { accountId: 'acc_bench' },
      products: new Map(indexes.map((index) => [`P-${index}`, product(index)])),
      agreements: indexes.map(agreement),
      ...{ date: '2026-03-15', currency: 'EUR', homeCurrency: 'EUR', locale: 'de-AT' },
      vat: {
        rates: { standard: '20', reduced: '10', reducedTaxCodes: ['REDUCED'], exemptTaxCodes: [] },
        ...{ sellerCountry: 'AT', buyerCountry: 'AT', buyerKind: 'business', vatIdState: 'missing' },
      },
    },
  };
}

const product = (index: number): OfferedProduct => ({
  productId: idOf(index),
  canonical: {
    ...{
      externalId: `item-${index}`,
      number: `P-${index}`,
      name: `Teil ${index}`,
      kind: 'goods',
      unit: 'STK',
    },
    ...{ listPrice: { amount: `${10 + index}.12345`, currency: 'EUR' }, status: 'active', group: 'TEILE' },
  },
});

const agreement = (index: number): PriceAgreement => ({
  ...{ company: 'bench', createdAt: at, updatedAt: at, version: 1, priceAgreementId: `pra_${index}` },
  ...{ for: { accountId: 'acc_bench' }, on: { productId: idOf(index) } },
  terms: { kind: 'discount', percent: '3' },
});
