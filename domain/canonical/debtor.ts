import * as z from 'zod';
import { countrySchema, currencySchema, externalIdSchema, instantSchema, shortTextSchema } from './values.ts';

/** What the ERP no longer accepts for a debtor (D-4). */
export const blockSchema = z.enum(['none', 'order', 'invoice', 'all']);

export const addressSchema = z.object({
  street: shortTextSchema.nullish(),
  street2: shortTextSchema.nullish(),
  postalCode: shortTextSchema.nullish(),
  city: shortTextSchema.nullish(),
  region: shortTextSchema.nullish(),
  country: countrySchema.nullish(),
});

/** The canonical debtor every connector maps to. Absent means "not sent", `null` means "empty in the ERP" (D-1). */
export const canonicalDebtorSchema = z.object({
  externalId: externalIdSchema,
  number: shortTextSchema.nullish(),
  name: shortTextSchema.min(1).optional(),
  name2: shortTextSchema.nullish(),
  vatId: shortTextSchema.nullish(),
  registerNumber: shortTextSchema.nullish(),
  address: addressSchema.nullish(),
  email: shortTextSchema.nullish(),
  phone: shortTextSchema.nullish(),
  website: shortTextSchema.nullish(),
  currency: currencySchema.nullish(),
  paymentTerms: shortTextSchema.nullish(),
  priceGroup: shortTextSchema.nullish(),
  language: shortTextSchema.nullish(),
  block: blockSchema.optional(),
  deleted: z.boolean().optional(),
  /** The debtor that stands for this one since the ERP merged both (D-6). */
  mergedInto: externalIdSchema.nullish(),
  modifiedAt: instantSchema.nullish(),
  version: z.string().min(1).max(60).nullish(),
});
export type CanonicalDebtor = z.infer<typeof canonicalDebtorSchema>;
