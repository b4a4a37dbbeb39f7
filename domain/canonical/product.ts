import * as z from 'zod';
import {
  currencySchema,
  decimalSchema,
  externalIdSchema,
  instantSchema,
  plainDateSchema,
  shortTextSchema,
  textSchema,
} from './values.ts';

export const productKindSchema = z.enum(['goods', 'service', 'hourly', 'flat-rate', 'subscription', 'text']);
export const productStatusSchema = z.enum(['active', 'blocked', 'discontinued', 'deleted']);

/** One row of a price list: valid from `validFrom` (inclusive) to `validUntil` (exclusive), from `minimumQuantity` on. */
export const listPriceSchema = z.object({
  amount: decimalSchema,
  currency: currencySchema,
  priceGroup: shortTextSchema.nullish(),
  minimumQuantity: decimalSchema.nullish(),
  validFrom: plainDateSchema.nullish(),
  validUntil: plainDateSchema.nullish(),
});

/** The canonical product (P-1). `listPrice` is per `priceUnit` units; `prices` are further rows of the price list. */
export const canonicalProductSchema = z.object({
  externalId: externalIdSchema,
  number: shortTextSchema.nullish(),
  name: shortTextSchema.min(1).optional(),
  description: textSchema.nullish(),
  kind: productKindSchema.optional(),
  unit: shortTextSchema.nullish(),
  listPrice: z.object({ amount: decimalSchema, currency: currencySchema.nullish() }).nullish(),
  prices: z.array(listPriceSchema).max(10_000).optional(),
  priceUnit: decimalSchema.optional(),
  priceIncludesTax: z.boolean().optional(),
  taxCode: shortTextSchema.nullish(),
  group: shortTextSchema.nullish(),
  status: productStatusSchema.optional(),
  replacedBy: externalIdSchema.nullish(),
  modifiedAt: instantSchema.nullish(),
  version: z.string().min(1).max(60).nullish(),
});
export type CanonicalProduct = z.infer<typeof canonicalProductSchema>;
