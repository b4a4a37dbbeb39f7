import * as z from 'zod';
import type { Erp } from '../erp.ts';
import type { Customer } from '../records/master-records.ts';
import { refused } from '../records/erp-error.ts';
import { newCustomer } from '../sales/new-customer.ts';
import { currencyNamed, requireLengths, written } from './written-values.ts';

const customerSchema = z.strictObject({
  number: z.string().min(1).max(20).optional(),
  displayName: z.string(),
  type: z.enum(['Company', 'Person']).optional(),
  addressLine1: z.string().optional(),
  addressLine2: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  country: z.string().optional(),
  postalCode: z.string().optional(),
  phoneNumber: z.string().optional(),
  email: z.string().optional(),
  website: z.string().optional(),
  taxRegistrationNumber: z.string().optional(),
  currencyCode: z.string().optional(),
});

const limits = {
  displayName: 100,
  addressLine1: 100,
  addressLine2: 50,
  city: 30,
  state: 30,
  country: 10,
  postalCode: 20,
  phoneNumber: 30,
  email: 80,
  website: 80,
  taxRegistrationNumber: 20,
};

/** `POST customers`: the service gives the number unless one is sent. The same customer twice is two customers. */
export function createCustomer(erp: Erp, body: unknown): Customer {
  const { number, currencyCode = '', ...wishes } = written(customerSchema, body);
  requireLengths(wishes, limits);
  if (wishes.displayName.trim() === '') throw refused('The blank "displayName" is not allowed.');
  const currency = currencyNamed(erp, currencyCode);
  if (erp.records.list('customers').some(({ fields }) => fields.number === number))
    throw refused(`The Customer already exists. Identification fields and values: No.='${number ?? ''}'`);
  return erp.records.together(() => {
    const given = number ?? erp.numbers.next('customer');
    const named = Object.entries(wishes).filter(([, value]) => value !== undefined);
    return erp.records.put('customers', {
      ...newCustomer(erp.records),
      ...(Object.fromEntries(named) as Partial<Customer>), // members of the schema above
      ...currency,
      number: given,
    });
  });
}
