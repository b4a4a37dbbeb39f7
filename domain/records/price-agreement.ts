import * as z from 'zod';
import { plainDateSchema, shortTextSchema } from '../canonical/values.ts';
import { accountIdSchema, priceAgreementIdSchema, productIdSchema, recordMetaShape } from './record-parts.ts';
import { percentSchema, priceUnitSchema, quantitySchema, unitPriceSchema } from './sales-line.ts';
import { knownCurrencySchema } from '../money/known-currency.ts';

/** For one account, or for all accounts whose debtor is in an ERP's price group. */
const forWhomSchema = z.union([
  z.strictObject({ accountId: accountIdSchema }),
  z.strictObject({ priceGroup: shortTextSchema.min(1) }),
]);

const onWhatSchema = z.union([
  z.strictObject({ productId: productIdSchema }),
  z.strictObject({ productGroup: shortTextSchema.min(1) }),
]);

/** A price is net of VAT, and net-special (no discount on top) unless said otherwise (P-2). */
const termsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('price'),
    amount: unitPriceSchema,
    currency: knownCurrencySchema,
    priceUnit: priceUnitSchema.default('1'),
    discountable: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('discount'), percent: percentSchema }),
]);

/** Valid from `validFrom` (inclusive) to `validUntil` (exclusive), from `minimumQuantity` on. */
export const priceAgreementFieldsSchema = z.object({
  for: forWhomSchema,
  on: onWhatSchema,
  terms: termsSchema,
  minimumQuantity: quantitySchema.nullish(),
  validFrom: plainDateSchema.nullish(),
  validUntil: plainDateSchema.nullish(),
  note: shortTextSchema.nullish(),
});
export type PriceAgreementFields = z.infer<typeof priceAgreementFieldsSchema>;

/** A customer- or group-specific price or discount. */
export const priceAgreementSchema = priceAgreementFieldsSchema.extend({
  ...recordMetaShape,
  priceAgreementId: priceAgreementIdSchema,
});
export type PriceAgreement = z.infer<typeof priceAgreementSchema>;
