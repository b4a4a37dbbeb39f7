import { normaliseVatId } from '../coupling/vat-id.ts';
import { isEuMember } from './countries.ts';
import { hasGoodCheckDigit } from './check-digit.ts';
import type { VatFacts } from './vat-rules.ts';

/**
 * What can be said of a VAT id offline: syntax, check digit where we know it, and whether it belongs to `country` (as `vatCountry` says).
 * An id of another country is `unchecked`: it may be a branch or a mistake, and a person must say which. A tax number of a country whose
 * form we do not know proves nothing and counts as `missing`.
 */
export function vatIdStateOf(vatId: string | null | undefined, country: string): VatFacts['vatIdState'] {
  if (!vatId?.trim()) return 'missing';
  const known = normaliseVatId(vatId, country);
  if (known === undefined) return formIsKnown(country) ? 'invalid' : 'missing';
  if (known.slice(0, 2) !== prefixOf(country)) return isSameState(known, country) ? 'invalid' : 'unchecked';
  return hasGoodCheckDigit(known) ? 'valid' : 'invalid';
}

const formIsKnown = (country: string): boolean =>
  isEuMember(country) || ['CH', 'GB', 'LI', 'NO', 'XI'].includes(country);

const prefixOf = (country: string): string => (country === 'GR' ? 'EL' : country);

/** A British id does not show that goods for Northern Ireland go to a business that is known in the EU. */
const isSameState = (vatId: string, country: string): boolean => country === 'XI' && vatId.startsWith('GB');
