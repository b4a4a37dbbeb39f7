import * as z from 'zod';
import { addressSchema } from '../canonical/debtor.ts';
import { shortTextSchema, textSchema } from '../canonical/values.ts';
import { accountIdSchema, recordMetaShape } from './record-parts.ts';

/** What people edit on an account. Debtors linked to it keep their own, ERP-led fields (D-1). */
export const accountFieldsSchema = z.object({
  name: shortTextSchema.min(1),
  name2: shortTextSchema.nullish(),
  /** A business unless said otherwise: decides on VAT across borders (O-3). */
  buyerKind: z.enum(['business', 'consumer']).optional(),
  vatId: shortTextSchema.nullish(),
  registerNumber: shortTextSchema.nullish(),
  address: addressSchema.nullish(),
  email: shortTextSchema.nullish(),
  phone: shortTextSchema.nullish(),
  website: shortTextSchema.nullish(),
  language: shortTextSchema.nullish(),
  owner: shortTextSchema.nullish(),
  tags: z.array(shortTextSchema.min(1)).max(50).optional(),
  notes: textSchema.nullish(),
});
export type AccountFields = z.infer<typeof accountFieldsSchema>;

/** The CRM's company, prospect or customer. `mergedInto` names the survivor of a merge; the record stays as a signpost. */
export const accountSchema = accountFieldsSchema.extend({
  ...recordMetaShape,
  accountId: accountIdSchema,
  mergedInto: accountIdSchema.optional(),
});
export type Account = z.infer<typeof accountSchema>;
