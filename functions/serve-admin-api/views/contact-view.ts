import * as z from 'zod';
import { contactFieldsSchema, contactSchema, type Contact } from '../../../domain/records/contact.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { without } from './without.ts';

const exampleFields = {
  accountId: exampleIds.account,
  firstName: 'Eva',
  lastName: 'Muster',
  jobTitle: 'Purchasing',
  email: 'eva@musterbau.example',
};

export const newContactSchema = z
  .strictObject(contactFieldsSchema.shape)
  .meta({ id: 'NewContact', example: exampleFields });

/** Absent leaves a field as it is, null empties it. */
export const contactChangeSchema = newContactSchema
  .partial()
  .meta({ id: 'ContactChange', example: { phone: '+43 1 234567' } });

export const contactViewSchema = contactSchema.omit({ company: true }).meta({
  id: 'Contact',
  example: {
    ...exampleFields,
    contactId: exampleIds.contact,
    createdAt: exampleInstant,
    updatedAt: exampleInstant,
    version: 1,
  },
});

export const contactView = (contact: Contact): z.input<typeof contactViewSchema> =>
  without(contact, 'company');
