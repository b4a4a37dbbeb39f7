import type { CanonicalProduct } from '../../../domain/canonical/product.ts';
import type { OfferedProduct, SaleContext } from '../../../domain/quotes/quote-draft.ts';
import { anOfferedProduct } from './a-product.ts';

export const RATES = {
  standard: '20',
  reduced: '10',
  reducedTaxCodes: ['REDUCED'],
  exemptTaxCodes: ['EXEMPT'],
};

/** Products as lines ask for them: by their number. */
export const catalogue = (...products: OfferedProduct[]): SaleContext['products'] =>
  new Map(products.map((product) => [product.canonical.number ?? '', product]));

const DESK = anOfferedProduct();
const HOUR = anOfferedProduct({
  ...{ externalId: 'item-2', number: '2000', name: 'Consulting', kind: 'hourly', unit: 'h' },
  listPrice: { amount: '120', currency: 'EUR' },
});
const CARE = anOfferedProduct({
  ...{ externalId: 'item-3', number: '3000', name: 'Care', kind: 'subscription', unit: null },
  listPrice: { amount: '49.90', currency: 'EUR' },
});

/** A business in Austria buys from one in Austria: desks (1000), hours (2000) and a subscription (3000). */
export const aSale = (fields: Partial<SaleContext> = {}): SaleContext => ({
  account: { accountId: 'acc_anna' },
  products: catalogue(DESK, HOUR, CARE),
  agreements: [],
  date: '2026-03-15',
  ...{ currency: 'EUR', homeCurrency: 'EUR', locale: 'en' },
  vat: {
    rates: RATES,
    ...{ sellerCountry: 'AT', buyerCountry: 'AT', buyerKind: 'business', vatIdState: 'missing' },
  },
  ...fields,
});

/** A sale of one product with these fields, number 1000. */
export const aSaleOf = (
  product: Partial<CanonicalProduct>,
  offer: Partial<OfferedProduct> = {},
): SaleContext => aSale({ products: catalogue(anOfferedProduct(product, offer)) });
