import type { Customer } from '../records/master-records.ts';
import { localCurrency } from '../sales/price-list.ts';
import { decimal } from '../values/decimal.ts';
import { guidFrom, noGuid } from '../values/guid.ts';
import { currencyId } from './master-data.ts';
import type { MasterData } from './master-data.ts';
import { companyNames, countries, familyNames, givenNames } from './names.ts';
import type { Country } from './names.ts';
import { chanceFor } from './random.ts';
import type { Chance } from './random.ts';
import { vatIdMakers } from './vat-ids.ts';

/** 40 customers: 16 Austrian, 10 German, 4 Italian, 4 Swiss, 3 American businesses and 3 Austrian consumers. */
const businesses: readonly (keyof typeof countries)[] = [
  ...new Array<'AT'>(16).fill('AT'),
  ...new Array<'DE'>(10).fill('DE'),
  ...new Array<'IT'>(4).fill('IT'),
  ...new Array<'CH'>(4).fill('CH'),
  ...new Array<'US'>(3).fill('US'),
];
const consumers = 3;

/** Positions of customers that the ERP blocks, each in its own way. */
const blockedAt: Record<number, Customer['blocked']> = { 4: 'Ship', 11: 'Invoice', 19: 'All', 28: 'Invoice' };

export interface CustomerSeed {
  readonly seed: string;
  readonly masters: MasterData;
  readonly lastModifiedDateTime: string;
}

export function customers(plan: CustomerSeed): Customer[] {
  const companies = businesses.map((code, index) => company(plan, countries[code], index));
  const people = Array.from({ length: consumers }, (_, index) => person(plan, companies.length + index));
  return [...companies, ...people];
}

function company(plan: CustomerSeed, country: Country, index: number): Customer {
  const chance = chanceFor(`${plan.seed}/customer/${index}`);
  const displayName = `${companyNames[index % companyNames.length]} ${chance.pick(country.legalForms)}`;
  const domain = `${asciiName(displayName)}.example`;
  const digits = String(chance.between(10_000_000, 99_999_999));
  return {
    ...common(plan, country, index),
    displayName,
    type: 'Company',
    email: `rechnung@${domain}`,
    website: chance.oneIn(3) ? '' : `https://www.${domain}`,
    taxRegistrationNumber: vatIdMakers[country.code]?.(digits) ?? '',
    ...currencyOf(plan, country.code),
  };
}

function person(plan: CustomerSeed, index: number): Customer {
  const chance = chanceFor(`${plan.seed}/customer/${index}`);
  const displayName = `${chance.pick(givenNames)} ${chance.pick(familyNames)}`;
  return {
    ...common(plan, countries.AT, index),
    displayName,
    type: 'Person',
    email: `${asciiName(displayName)}@post.example`,
    website: '',
    taxRegistrationNumber: '',
    ...currencyOf(plan, 'AT'),
  };
}

function common(plan: CustomerSeed, country: Country, index: number) {
  const chance = chanceFor(`${plan.seed}/address/${index}`);
  return {
    id: guidFrom(`${plan.seed}/customer/${index}`),
    number: '',
    ...address(chance, country),
    phoneNumber: chance.oneIn(4) ? '' : `${country.phonePrefix}${chance.between(100_000, 999_999)}`,
    salespersonCode: chance.pick(['KS', 'MH', 'JO']),
    creditLimit: decimal(chance.pick([0, 5_000, 25_000])),
    taxLiable: true,
    taxAreaId: guidFrom(`${plan.seed}/tax-area/${country.code}`),
    taxAreaDisplayName: country.code === 'AT' ? 'Inland' : 'Ausland',
    paymentTermsId: chance.pick(plan.masters.terms).id,
    shipmentMethodId: noGuid,
    paymentMethodId: noGuid,
    blocked: blockedAt[index] ?? ' ',
    lastModifiedDateTime: plan.lastModifiedDateTime,
  } as const;
}

function address(chance: Chance, country: Country) {
  const { city, postalCode, state } = chance.pick(country.towns);
  return {
    addressLine1: `${chance.pick(country.streets)} ${chance.between(1, 140)}`,
    addressLine2: chance.oneIn(6) ? 'Stiege 2, Tür 14' : '',
    city,
    postalCode,
    state,
    country: country.code,
  };
}

function currencyOf(plan: CustomerSeed, country: string) {
  const foreign: Record<string, string> = { CH: 'CHF', US: 'USD' };
  const currencyCode = foreign[country] ?? localCurrency;
  return { currencyId: currencyId(plan.masters, currencyCode), currencyCode };
}

const asciiName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9 ]/g, '')
    .trim()
    .replace(/ +/g, '-');
