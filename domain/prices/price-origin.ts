import * as z from 'zod';
import { currencySchema, decimalSchema, shortTextSchema } from '../canonical/values.ts';

/** Why a price or discount was found: which rule, which record (P-2). */
export const priceOriginSchema = z.object({
  rule: z.enum(['account-price', 'group-price', 'list-price', 'by-hand']),
  /** Price agreement or product the amount stands in. */
  recordId: z.string().max(100).optional(),
  /** What the record says, before the discount: per `priceUnit` units. */
  amount: decimalSchema,
  currency: currencySchema,
  priceUnit: decimalSchema,
  priceGroup: shortTextSchema.optional(),
  minimumQuantity: decimalSchema.optional(),
  discount: z
    .object({
      rule: z.enum(['account-product', 'account-group', 'group-product', 'group-group', 'by-hand']),
      recordId: z.string().max(100).optional(),
      percent: decimalSchema,
    })
    .optional(),
  /** The same in one sentence for people, in the language of the document. */
  explanation: z.string().max(1_000),
});
export type PriceOrigin = z.infer<typeof priceOriginSchema>;
