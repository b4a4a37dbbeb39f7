import * as z from 'zod';
import { currencySchema, plainDateSchema, shortTextSchema, instantSchema } from '../canonical/values.ts';
import { documentLocaleSchema } from './quote.ts';
import { accountIdSchema, agreementIdSchema, orderIdSchema, recordMetaShape } from './record-parts.ts';
import { MOST_LINES, recurrenceSchema, soldShape } from './sales-line.ts';

/** One recurring commitment as it was ordered; `unitPrice` is per price base (B-1). `start` is missing until it is agreed. */
export const agreementPositionSchema = z.object({
  ...soldShape,
  recurrence: recurrenceSchema,
  start: plainDateSchema.nullish(),
  end: plainDateSchema.nullish(),
});

/** Made of the recurring lines of an order; billed month by month. */
export const serviceAgreementSchema = z.object({
  ...recordMetaShape,
  agreementId: agreementIdSchema,
  agreementNumber: shortTextSchema.min(1),
  accountId: accountIdSchema,
  orderId: orderIdSchema.optional(),
  locale: documentLocaleSchema,
  currency: currencySchema,
  customerReference: shortTextSchema.nullish(),
  title: shortTextSchema,
  /** Since the order it was made of was cancelled: nothing of it is billed. */
  cancelledAt: instantSchema.optional(),
  positions: z.array(agreementPositionSchema).max(MOST_LINES),
});
export type ServiceAgreement = z.infer<typeof serviceAgreementSchema>;
