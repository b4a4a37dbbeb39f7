import * as z from 'zod';
import {
  priceAgreementFieldsSchema,
  priceAgreementSchema,
  type PriceAgreement,
} from '../../../domain/records/price-agreement.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { without } from './without.ts';

const exampleFields = {
  for: { accountId: exampleIds.account },
  on: { productId: exampleIds.product },
  terms: { kind: 'price', amount: '899.00', currency: 'EUR' },
  minimumQuantity: '10',
  validFrom: '2026-01-01',
  validUntil: '2027-01-01',
} as const;

export const newPriceAgreementSchema = z
  .strictObject(priceAgreementFieldsSchema.shape)
  .meta({ id: 'NewPriceAgreement', example: exampleFields });

/** Absent leaves a field as it is, null empties it; whom, on what and terms are replaced as a whole. */
export const priceAgreementChangeSchema = newPriceAgreementSchema
  .partial()
  .meta({ id: 'PriceAgreementChange', example: { validUntil: '2026-07-01' } });

export const priceAgreementViewSchema = priceAgreementSchema.omit({ company: true }).meta({
  id: 'PriceAgreement',
  example: {
    ...exampleFields,
    priceAgreementId: exampleIds.priceAgreement,
    createdAt: exampleInstant,
    updatedAt: exampleInstant,
    version: 1,
  },
});

export const priceAgreementView = (agreement: PriceAgreement): z.input<typeof priceAgreementViewSchema> =>
  without(agreement, 'company');
