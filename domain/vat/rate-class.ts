import type * as z from 'zod';
import type { CanonicalProduct } from '../canonical/product.ts';
import type { vatRatesSchema } from '../records/company-settings.ts';
import type { VatFacts } from './vat-rules.ts';

export type VatRates = z.infer<typeof vatRatesSchema>;

/** By the ERP's tax code: what the company does not list as reduced or exempt is standard. */
export function rateClassOf(taxCode: string | null | undefined, rates: VatRates): VatFacts['rateClass'] {
  if (!taxCode) return 'standard';
  if (rates.exemptTaxCodes.includes(taxCode)) return 'exempt';
  return rates.reducedTaxCodes.includes(taxCode) ? 'reduced' : 'standard';
}

/** The seller's own rate of a class, in percent: what a price that includes VAT includes. */
export const ownRate = (rateClass: VatFacts['rateClass'], rates: VatRates): string =>
  rateClass === 'exempt' ? '0' : rates[rateClass];

/** Everything that is not shipped is a service for VAT. */
export const supplyOf = (kind: NonNullable<CanonicalProduct['kind']>): VatFacts['supply'] =>
  kind === 'goods' ? 'goods' : 'service';
