import * as z from 'zod';
import { decimalSchema, plainDateSchema, shortTextSchema, textSchema } from '../canonical/values.ts';
import { productKindSchema } from '../canonical/product.ts';
import { priceOriginSchema } from '../prices/price-origin.ts';
import { lineVatSchema } from '../vat/vat-decision.ts';
import { productIdSchema } from './record-parts.ts';

/** Lines one document may have. */
export const MOST_LINES = 5_000;

/** A line number inside one quote and the order that follows; it never changes, whatever is moved or left out. */
export const lineIdSchema = z.string().regex(/^[1-9]\d{0,4}$/, 'must be a whole number such as "3"');

/** A unit price may have up to 6 decimals. */
export const unitPriceSchema = decimalSchema.regex(
  /^\d{1,15}(\.\d{1,6})?$/,
  'must not be negative and have at most 6 decimals',
);
/** A price is per 1, 10, 100 … units (P-1). */
export const priceUnitSchema = decimalSchema.regex(
  /^(?=.*[1-9])\d{1,6}(\.\d{1,5})?$/,
  'must be greater than 0 and have at most 6 digits before and 5 after the point',
);
export const quantitySchema = decimalSchema.regex(
  /^\d{1,9}(\.\d{1,5})?$/,
  'must not be negative, with at most 9 digits before and 5 after the point',
);
export const percentSchema = decimalSchema.regex(
  /^(100(\.0+)?|\d{1,2}(\.\d{1,4})?)$/,
  'must be between 0 and 100',
);

/** What makes a line recurring: the price is per `priceBase`, billed every `rhythm` months (B-1). */
export const recurrenceSchema = z.object({
  priceBase: z.enum(['month', 'quarter', 'year']),
  rhythm: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]),
  inAdvance: z.boolean(),
  startsOn: plainDateSchema.nullish(),
  minimumTermMonths: z.int().min(0).max(600).nullish(),
});
export type Recurrence = z.infer<typeof recurrenceSchema>;

/** What is sold, at which price, and why at that price. Price and VAT are frozen (P-3). `net` is rounded to the currency. */
export const soldShape = {
  lineId: lineIdSchema,
  productId: productIdSchema.optional(),
  productNumber: shortTextSchema.optional(),
  productKind: productKindSchema,
  description: textSchema.min(1),
  quantity: quantitySchema,
  unit: shortTextSchema.nullish(),
  /** Per `priceUnit` units, net of VAT. */
  unitPrice: unitPriceSchema,
  priceUnit: priceUnitSchema,
  discountPercent: percentSchema,
  net: decimalSchema,
  vat: lineVatSchema,
  recurrence: recurrenceSchema.optional(),
  /** Project phase this line pays for; only of hourly and flat-rate lines. */
  phase: shortTextSchema.optional(),
  price: priceOriginSchema,
};
