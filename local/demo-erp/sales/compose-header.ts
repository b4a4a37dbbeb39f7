import type { DocumentHeader, SalesInvoice, Totals } from '../records/document-records.ts';
import { refused } from '../records/erp-error.ts';
import type { Customer } from '../records/master-records.ts';
import type { Records } from '../store/records.ts';
import { addDays } from '../values/instant.ts';

export interface HeaderFacts {
  readonly id: string;
  readonly number: string;
  readonly day: string;
  readonly pricesIncludeTax: boolean;
  readonly totals: Totals;
}

/** What a document takes over from the customer on the day it is made; later changes of the customer stay out. */
export function composeHeader(customer: Customer, facts: HeaderFacts): DocumentHeader {
  return {
    id: facts.id,
    number: facts.number,
    externalDocumentNumber: '',
    postingDate: facts.day,
    customerId: customer.id,
    customerNumber: customer.number,
    customerName: customer.displayName,
    billToName: customer.displayName,
    billToCustomerId: customer.id,
    billToCustomerNumber: customer.number,
    ...sellTo(customer),
    ...billTo(customer),
    shortcutDimension1Code: '',
    shortcutDimension2Code: '',
    currencyId: customer.currencyId,
    currencyCode: customer.currencyCode,
    paymentTermsId: customer.paymentTermsId,
    shipmentMethodId: customer.shipmentMethodId,
    salesperson: customer.salespersonCode,
    pricesIncludeTax: facts.pricesIncludeTax,
    ...facts.totals,
    phoneNumber: customer.phoneNumber,
    email: customer.email,
    lastModifiedDateTime: '',
  };
}

function sellTo(customer: Customer) {
  return {
    sellToAddressLine1: customer.addressLine1,
    sellToAddressLine2: customer.addressLine2,
    sellToCity: customer.city,
    sellToCountry: customer.country,
    sellToState: customer.state,
    sellToPostCode: customer.postalCode,
  };
}

function billTo(customer: Customer) {
  return {
    billToAddressLine1: customer.addressLine1,
    billToAddressLine2: customer.addressLine2,
    billToCity: customer.city,
    billToCountry: customer.country,
    billToState: customer.state,
    billToPostCode: customer.postalCode,
  };
}

export function shipTo(
  customer: Customer,
): Pick<SalesInvoice, Extract<keyof SalesInvoice, `shipTo${string}`>> {
  return {
    shipToName: customer.displayName,
    shipToContact: '',
    shipToAddressLine1: customer.addressLine1,
    shipToAddressLine2: customer.addressLine2,
    shipToCity: customer.city,
    shipToCountry: customer.country,
    shipToState: customer.state,
    shipToPostCode: customer.postalCode,
  };
}

/** Reads the days out of the terms' date formula; terms that are gone mean "at once". */
export function dueDate(records: Records, customer: Customer, day: string): string {
  const terms = records.find('paymentTerms', customer.paymentTermsId)?.fields;
  return addDays(day, Number.parseInt(terms?.dueDateCalculation ?? '0', 10));
}

export function requireBillable(customer: Customer): void {
  if (customer.blocked === 'Invoice' || customer.blocked === 'All') {
    throw refused(
      `The customer ${customer.number} is blocked (${customer.blocked}); nothing can be invoiced.`,
    );
  }
}
