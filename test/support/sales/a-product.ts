import type { CanonicalProduct } from '../../../domain/canonical/product.ts';
import type { PriceAgreement } from '../../../domain/records/price-agreement.ts';
import type { OfferedProduct } from '../../../domain/quotes/quote-draft.ts';

export const aProduct = (fields: Partial<CanonicalProduct> = {}): CanonicalProduct => ({
  externalId: 'item-1',
  number: '1000',
  name: 'Desk',
  kind: 'goods',
  unit: 'pcs',
  listPrice: { amount: '100', currency: 'EUR' },
  group: 'FURNITURE',
  status: 'active',
  ...fields,
});

/** Twenty-two characters, as the hash in a record id. */
export const productIdOf = (number: string): string => `prd_${number.padEnd(22, 'x')}`;

export const anOfferedProduct = (
  fields: Partial<CanonicalProduct> = {},
  offer: Partial<OfferedProduct> = {},
): OfferedProduct => {
  const canonical = aProduct(fields);
  return { productId: productIdOf(canonical.number ?? ''), canonical, ...offer };
};

const META = {
  company: 'acme',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  version: 1,
};

type AgreementFields = Partial<Omit<PriceAgreement, 'terms'>>;

export const aPriceAgreement = (amount: string, fields: AgreementFields = {}): PriceAgreement => ({
  ...META,
  priceAgreementId: 'pra_price',
  for: { accountId: 'acc_anna' },
  on: { productId: productIdOf('1000') },
  ...fields,
  terms: { kind: 'price', amount, currency: 'EUR', priceUnit: '1', discountable: false },
});

export const aDiscountAgreement = (percent: string, fields: AgreementFields = {}): PriceAgreement => ({
  ...META,
  priceAgreementId: 'pra_discount',
  for: { accountId: 'acc_anna' },
  on: { productId: productIdOf('1000') },
  ...fields,
  terms: { kind: 'discount', percent },
});
