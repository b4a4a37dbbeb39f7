import type { CanonicalDebtor } from '../canonical/debtor.ts';
import type { Evidence } from '../records/coupling.ts';
import { companyDomain } from './company-domain.ts';
import { normaliseName } from './normalise-name.ts';
import { normaliseVatId } from './vat-id.ts';

/** What debtors and accounts can be compared by. */
export type Party = Pick<CanonicalDebtor, 'name' | 'vatId' | 'registerNumber' | 'email' | 'address'>;

/** Everything a party may have in common with another; two parties with an equal key are candidates for each other (D-3). */
export function matchKeys(party: Party): Evidence[] {
  const keys: (Evidence | undefined)[] = [
    keyOf('vat-id', normaliseVatId(party.vatId, party.address?.country)),
    keyOf('register-number', normaliseRegisterNumber(party.registerNumber)),
    keyOf('email-domain', companyDomain(party.email)),
    keyOf('name-and-postal-code', nameAndPostalCode(party)),
  ];
  return keys.filter((key) => key !== undefined);
}

const keyOf = (kind: Evidence['kind'], value: string | undefined): Evidence | undefined =>
  value === undefined ? undefined : { kind, value };

/** "FN 123456 a" and "123456a" are the same entry of the register. */
function normaliseRegisterNumber(text: string | null | undefined): string | undefined {
  const compact = (text ?? '')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^FN(?=\d)/, '');
  return /\d{3}/.test(compact) ? compact : undefined;
}

/** A name alone is never evidence. */
function nameAndPostalCode({ name, address }: Party): string | undefined {
  const postalCode = (address?.postalCode ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  const core = normaliseName(name ?? '');
  return core === '' || postalCode === '' ? undefined : `${core.slice(0, 100)} ${postalCode.slice(0, 20)}`;
}
