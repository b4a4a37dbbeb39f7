import type { AccountFields } from '../../../domain/records/account.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';

/** A first account for a debtor nobody knew: a copy people may edit, while the debtor stays led by the ERP (D-1). */
export function accountFromDebtor({ canonical, externalId }: DebtorRecord): AccountFields {
  const { name, name2, vatId, registerNumber, address, email, phone, website, language } = canonical;
  const known = { name2, vatId, registerNumber, address, email, phone, website, language };
  return { name: name ?? canonical.number ?? externalId, ...withoutEmpty(known) };
}

const withoutEmpty = <Fields extends object>(
  fields: Fields,
): Partial<{ [Name in keyof Fields]: NonNullable<Fields[Name]> }> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as Partial<{ [Name in keyof Fields]: NonNullable<Fields[Name]> }>;
