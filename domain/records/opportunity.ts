import * as z from 'zod';
import { decimalSchema, plainDateSchema, shortTextSchema, textSchema } from '../canonical/values.ts';
import { accountIdSchema, contactIdSchema, opportunityIdSchema, recordMetaShape } from './record-parts.ts';
import { knownCurrencySchema } from '../money/known-currency.ts';

/** In the order of the sale; `won` and `lost` are ends (O-1). */
export const opportunityStageSchema = z.enum(['qualified', 'proposed', 'negotiated', 'won', 'lost']);
export type OpportunityStage = z.infer<typeof opportunityStageSchema>;

/** What people edit. `probability` is in whole percent; the pipeline weighs `expectedValue` with it. */
export const opportunityFieldsSchema = z.object({
  accountId: accountIdSchema,
  contactId: contactIdSchema.nullish(),
  title: shortTextSchema.min(1),
  stage: opportunityStageSchema,
  /** Required where the stage is `lost`. */
  lostReason: shortTextSchema.nullish(),
  expectedValue: z.object({ amount: decimalSchema, currency: knownCurrencySchema }),
  expectedOn: plainDateSchema.nullish(),
  probability: z.int().min(0).max(100),
  owner: shortTextSchema.nullish(),
  notes: textSchema.nullish(),
});
export type OpportunityFields = z.infer<typeof opportunityFieldsSchema>;

export const opportunitySchema = opportunityFieldsSchema.extend({
  ...recordMetaShape,
  opportunityId: opportunityIdSchema,
});
export type Opportunity = z.infer<typeof opportunitySchema>;
