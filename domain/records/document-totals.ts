import * as z from 'zod';
import { decimalSchema } from '../canonical/values.ts';
import { vatCategorySchema } from '../vat/vat-decision.ts';

/** One row of the VAT table of a document. Tax is rounded once, here, from the sum of the nets. */
export const vatTotalSchema = z.object({
  category: vatCategorySchema,
  rate: decimalSchema,
  net: decimalSchema,
  tax: decimalSchema,
});

/** `subtotal` is before and `net` after the header discount; `gross` = `net` + `tax`. */
export const documentTotalsSchema = z.object({
  subtotal: decimalSchema,
  headerDiscount: decimalSchema,
  net: decimalSchema,
  vat: z.array(vatTotalSchema),
  tax: decimalSchema,
  gross: decimalSchema,
});
export type DocumentTotals = z.infer<typeof documentTotalsSchema>;
