import type { CanonicalProduct } from '../canonical/product.ts';
import type { PriceAgreement } from '../records/price-agreement.ts';
import type { DocumentLanguage } from '../text/document-language.ts';

/** What a price depends on (P-2). */
export interface PriceQuestion {
  readonly product: CanonicalProduct;
  readonly productId: string;
  readonly account: { readonly accountId: string; readonly priceGroup?: string | null | undefined };
  readonly agreements: readonly PriceAgreement[];
  readonly quantity: string;
  readonly date: string;
  readonly currency: string;
  /** The company's own currency: of catalogue prices that state none. */
  readonly homeCurrency: string;
  /** The seller's VAT rate of this product in percent: what a catalogue price that includes VAT includes. */
  readonly includedVatRate: string;
  /** The explanation is written in it. */
  readonly language: DocumentLanguage;
}

export const isFor = (agreement: Pick<PriceAgreement, 'for'>, { account }: PriceQuestion): boolean =>
  'accountId' in agreement.for
    ? agreement.for.accountId === account.accountId
    : agreement.for.priceGroup === account.priceGroup;

export const isOn = (
  agreement: Pick<PriceAgreement, 'on'>,
  { product, productId }: PriceQuestion,
): boolean =>
  'productId' in agreement.on
    ? agreement.on.productId === productId
    : agreement.on.productGroup === product.group;
