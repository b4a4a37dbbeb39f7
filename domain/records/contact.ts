import * as z from 'zod';
import { shortTextSchema, textSchema } from '../canonical/values.ts';
import { accountIdSchema, contactIdSchema, recordMetaShape } from './record-parts.ts';

export const contactFieldsSchema = z.object({
  accountId: accountIdSchema,
  firstName: shortTextSchema.nullish(),
  lastName: shortTextSchema.min(1),
  salutation: shortTextSchema.nullish(),
  title: shortTextSchema.nullish(),
  jobTitle: shortTextSchema.nullish(),
  email: shortTextSchema.nullish(),
  phone: shortTextSchema.nullish(),
  mobile: shortTextSchema.nullish(),
  language: shortTextSchema.nullish(),
  notes: textSchema.nullish(),
});
export type ContactFields = z.infer<typeof contactFieldsSchema>;

/** A person at an account. */
export const contactSchema = contactFieldsSchema.extend({ ...recordMetaShape, contactId: contactIdSchema });
export type Contact = z.infer<typeof contactSchema>;
