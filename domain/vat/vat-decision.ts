import * as z from 'zod';
import { decimalSchema } from '../canonical/values.ts';

/** Exactly one of these is the VAT of a line (O-3). */
export const vatCategorySchema = z.enum(['standard', 'reduced', 'reverse-charge', 'export', 'exempt']);
export type VatCategory = z.infer<typeof vatCategorySchema>;

/** The VAT of one line: category, rate in percent, and the note that has to be printed, in the document's language. */
export const lineVatSchema = z.object({
  category: vatCategorySchema,
  rate: decimalSchema,
  note: z.string().max(500).optional(),
});
export type LineVat = z.infer<typeof lineVatSchema>;
