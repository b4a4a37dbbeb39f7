import * as z from 'zod';
import { addressSchema } from '../canonical/debtor.ts';
import { countrySchema, shortTextSchema } from '../canonical/values.ts';
import { documentLocaleSchema } from './quote.ts';
import { companySchema, connectionIdSchema, recordMetaShape } from './record-parts.ts';
import { percentSchema } from './sales-line.ts';
import { knownCurrencySchema } from '../money/known-currency.ts';

/** `{year}` and `{number}` or `{number:5}` (padded to 5 digits); counting starts anew with each year where the year is in it. */
export const numberPatternSchema = z
  .string()
  .max(40)
  .regex(
    /^[^{}]*(\{year\}[^{}]*)?\{number(:[1-9])?\}[^{}]*$/,
    'must hold {number}, such as "Q-{year}-{number:5}"',
  );

/** VAT rates of the seller's country in percent; products with a tax code in `reducedTaxCodes` or `exemptTaxCodes` are not standard. */
export const vatRatesSchema = z.object({
  standard: percentSchema,
  reduced: percentSchema,
  reducedTaxCodes: z.array(shortTextSchema.min(1)).max(50),
  exemptTaxCodes: z.array(shortTextSchema.min(1)).max(50),
});

/** What the firm says about itself: printed on documents, and the seller's side of the VAT decision (O-3). */
export const sellerSchema = z.object({
  name: shortTextSchema.min(1),
  address: addressSchema.extend({ country: countrySchema }),
  vatId: shortTextSchema.nullish(),
  registerNumber: shortTextSchema.nullish(),
  email: shortTextSchema.nullish(),
  phone: shortTextSchema.nullish(),
  website: shortTextSchema.nullish(),
  iban: shortTextSchema.nullish(),
  bic: shortTextSchema.nullish(),
});

export const companySettingsFieldsSchema = z.object({
  seller: sellerSchema,
  /** The connection that takes orders; without one, orders become invoices here (O-10). */
  ordersTo: z.union([z.strictObject({ connectionId: connectionIdSchema }), z.literal('no-erp')]),
  currency: knownCurrencySchema,
  locale: documentLocaleSchema,
  vat: vatRatesSchema,
  numbers: z.object({
    quote: numberPatternSchema,
    order: numberPatternSchema,
    agreement: numberPatternSchema,
    project: numberPatternSchema,
    invoice: numberPatternSchema,
  }),
  quoteValidDays: z.int().min(1).max(365),
  paymentDays: z.int().min(0).max(365),
});
export type CompanySettingsFields = z.infer<typeof companySettingsFieldsSchema>;

/** One record per company. `letterhead` names the stored PDF: its first page is the first page's, its second all others'. */
export const companySettingsSchema = companySettingsFieldsSchema.extend({
  ...recordMetaShape,
  company: companySchema,
  letterhead: z.object({ sha256: z.string().length(64), pages: z.int().positive() }).optional(),
});
export type CompanySettings = z.infer<typeof companySettingsSchema>;
