import type { Customer } from '../records/master-records.ts';
import type { Decimal } from '../values/decimal.ts';
import { decimal, zero } from '../values/decimal.ts';

export interface Tax {
  readonly taxCode: string;
  readonly taxPercent: Decimal;
}

const domesticRates: Record<string, Decimal> = { 'UST.20': decimal(20), 'UST.10': decimal(10) };

const otherEuCountries = new Set(
  'BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** The demo company sells from Austria: reverse charge for EU businesses with a VAT id, no tax on exports. */
export function taxOf(customer: Customer, taxGroup: string): Tax {
  if (otherEuCountries.has(customer.country) && customer.taxRegistrationNumber !== '') {
    return { taxCode: 'EU-RC', taxPercent: zero };
  }
  if (customer.country !== 'AT' && !otherEuCountries.has(customer.country)) {
    return { taxCode: 'EXPORT', taxPercent: zero };
  }
  const taxPercent = domesticRates[taxGroup];
  if (!taxPercent) throw new RangeError(`No tax rate for the tax group '${taxGroup}'.`);
  return { taxCode: taxGroup, taxPercent };
}
