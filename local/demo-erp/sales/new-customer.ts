import { randomUUID } from 'node:crypto';
import type { Customer } from '../records/master-records.ts';
import type { Records } from '../store/records.ts';
import { zero } from '../values/decimal.ts';
import { noGuid } from '../values/guid.ts';
import { localCurrency } from './price-list.ts';

/** A customer before anybody says anything about it. */
export function newCustomer(records: Records): Customer {
  return {
    id: randomUUID(),
    number: '',
    displayName: 'Neuer Kunde GmbH',
    type: 'Company',
    addressLine1: '',
    addressLine2: '',
    city: '',
    state: '',
    country: 'AT',
    postalCode: '',
    phoneNumber: '',
    email: '',
    website: '',
    salespersonCode: '',
    creditLimit: zero,
    taxLiable: true,
    taxAreaId: noGuid,
    taxAreaDisplayName: '',
    taxRegistrationNumber: '',
    currencyId: noGuid,
    currencyCode: localCurrency,
    paymentTermsId: records.list('paymentTerms')[0]?.fields.id ?? noGuid,
    shipmentMethodId: noGuid,
    paymentMethodId: noGuid,
    blocked: ' ',
    lastModifiedDateTime: '',
  };
}
