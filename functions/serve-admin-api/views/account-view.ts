import * as z from 'zod';
import { accountFieldsSchema, accountSchema, type Account } from '../../../domain/records/account.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { without } from './without.ts';

const exampleFields = {
  name: 'Musterbau GmbH',
  vatId: 'ATU12345675',
  address: { street: 'Ringstraße 1', postalCode: '1010', city: 'Wien', country: 'AT' },
  email: 'office@musterbau.example',
  tags: ['construction'],
};

export const newAccountSchema = z
  .strictObject(accountFieldsSchema.shape)
  .meta({ id: 'NewAccount', example: exampleFields });

/** Absent leaves a field as it is, null empties it; an address is replaced as a whole. */
export const accountChangeSchema = newAccountSchema
  .partial()
  .meta({ id: 'AccountChange', example: { phone: '+43 1 234567', notes: null } });

export const accountViewSchema = accountSchema.omit({ company: true }).meta({
  id: 'Account',
  example: {
    ...exampleFields,
    accountId: exampleIds.account,
    createdAt: exampleInstant,
    updatedAt: exampleInstant,
    version: 1,
  },
});

export const accountView = (account: Account): z.input<typeof accountViewSchema> =>
  without(account, 'company');
