import type * as z from 'zod';
import type { addressSchema } from '../canonical/debtor.ts';
import { THIRD_TERRITORY } from './countries.ts';

type Address = z.infer<typeof addressSchema>;

/**
 * Büsingen and Helgoland, the Canary Islands, Ceuta and Melilla, Livigno, Mount Athos: by postal code, because they share the country
 * with a member state but not its VAT territory (directive 2006/112/EC, article 6).
 */
const THIRD_TERRITORIES: Readonly<Record<string, RegExp>> = {
  DE: /^(78266|27498)$/,
  ES: /^(35|38|51|52)\d{3}$/,
  IT: /^23041$/,
  GR: /^63086$/,
};

/**
 * The country that the VAT decision looks at. Monaco counts as France; Northern Ireland, known by its VAT prefix or its postal codes, is XI;
 * parts of member states that are outside the VAT territory count as a third country.
 */
export function vatCountry(address: Address | null | undefined, vatId?: string | null): string {
  const country = address?.country ?? '';
  const postalCode = (address?.postalCode ?? '').replace(/\s/g, '').toUpperCase();
  if (country === 'MC') return 'FR';
  if (country === 'GB' && (/^XI/i.test(vatId?.trim() ?? '') || /^BT\d/.test(postalCode))) return 'XI';
  return THIRD_TERRITORIES[country]?.test(postalCode) ? THIRD_TERRITORY : country;
}
