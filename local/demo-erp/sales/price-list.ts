import { decimal } from '../values/decimal.ts';
import type { Decimal } from '../values/decimal.ts';

/** The local currency of the demo company; its records carry the empty id and this code. */
export const localCurrency = 'EUR';

const unitsPerEuro: Record<string, Decimal> = {
  EUR: decimal(1),
  CHF: decimal('0.9412'),
  USD: decimal('1.0835'),
};

/** A price in the customer's currency; converted prices have two digits, original ones keep all of theirs. */
export function priceIn(currency: string, euros: Decimal): Decimal {
  const rate = unitsPerEuro[currency];
  if (!rate) throw new RangeError(`No exchange rate for the currency '${currency}'.`);
  return currency === localCurrency ? euros : euros.times(rate).toDecimalPlaces(2);
}

export interface Resource {
  readonly number: string;
  readonly name: string;
  readonly unitCode: string;
  readonly hourlyRate: Decimal;
}

/** People and machines that documents may charge; the ERP's API has no entity set for them. */
export const resources: readonly Resource[] = [
  { number: 'R0010', name: 'Montagestunde Techniker', unitCode: 'STD', hourlyRate: decimal('92.50') },
  { number: 'R0020', name: 'Beratung Senior', unitCode: 'STD', hourlyRate: decimal('148') },
  { number: 'R0030', name: 'Fernwartung', unitCode: 'STD', hourlyRate: decimal('84.375') },
];
