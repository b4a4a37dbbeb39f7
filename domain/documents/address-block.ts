import type { Account } from '../records/account.ts';
import type { CompanySettings } from '../records/company-settings.ts';
import type { Contact } from '../records/contact.ts';
import type { DocumentLocale } from '../records/quote.ts';
import type { PrintedSender } from './printed-document.ts';
import { textsFor } from './texts.ts';

/** Whom a document goes to. */
export interface Recipient {
  readonly account: Account;
  readonly contact?: Contact | undefined;
}

type Seller = CompanySettings['seller'];
type Address = NonNullable<Account['address']>;

/** Lines of the address window; the country only where it is not the sender's, in capitals as the posts ask for it. */
export function addressBlock({ account, contact }: Recipient, seller: Seller, locale: DocumentLocale) {
  const address = account.address ?? {};
  return present([
    account.name,
    account.name2,
    contact && `${textsFor(locale).attention} ${nameOf(contact)}`,
    ...streetAndCity(address),
    address.country === seller.address.country ? undefined : countryName(address.country, locale),
  ]);
}

/** A letterhead says most of it; without one, `heading` and `foot` do. */
export function printedSender(seller: Seller, locale: DocumentLocale): PrintedSender {
  const { facts, registerNumber } = textsFor(locale);
  const place = present([seller.name, ...streetAndCity(seller.address)]);
  return {
    line: place.join(' · '),
    heading: [...place, ...present([seller.phone, seller.email, seller.website])],
    foot: present([
      seller.name,
      labelled(facts.vatId, seller.vatId),
      labelled(registerNumber, seller.registerNumber),
      labelled('IBAN', seller.iban),
      labelled('BIC', seller.bic),
    ]),
  };
}

const streetAndCity = ({ street, street2, postalCode, city, region }: Address) => [
  street,
  street2,
  present([postalCode, city]).join(' '),
  region,
];

const nameOf = ({ salutation, title, firstName, lastName }: Contact): string =>
  present([salutation, title, firstName, lastName]).join(' ');

function countryName(country: string | null | undefined, locale: DocumentLocale): string | undefined {
  if (!country) return undefined;
  return new Intl.DisplayNames(locale, { type: 'region' }).of(country)?.toLocaleUpperCase(locale);
}

const labelled = (label: string, value: string | null | undefined) => value && `${label} ${value}`;

const present = (texts: readonly (string | null | undefined)[]): string[] =>
  texts.map((text) => text?.trim() ?? '').filter((text) => text !== '');
