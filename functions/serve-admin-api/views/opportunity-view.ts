import * as z from 'zod';
import { decimalSchema, currencySchema } from '../../../domain/canonical/values.ts';
import {
  opportunityFieldsSchema,
  opportunitySchema,
  opportunityStageSchema,
  type Opportunity,
} from '../../../domain/records/opportunity.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { without } from './without.ts';

const exampleFields = {
  accountId: exampleIds.account,
  title: 'New office, 40 desks',
  stage: 'qualified',
  expectedValue: { amount: '24000.00', currency: 'EUR' },
  expectedOn: '2026-03-31',
  probability: 40,
  owner: 'ada',
} as const;

export const newOpportunitySchema = z
  .strictObject({ ...opportunityFieldsSchema.shape, stage: opportunityStageSchema.default('qualified') })
  .meta({ id: 'NewOpportunity', example: exampleFields });

/** Absent leaves a field as it is, null empties it. */
export const opportunityChangeSchema = z
  .strictObject(opportunityFieldsSchema.omit({ accountId: true }).shape)
  .partial()
  .meta({ id: 'OpportunityChange', example: { stage: 'negotiated', probability: 70 } });

export const opportunityViewSchema = opportunitySchema.omit({ company: true }).meta({
  id: 'Opportunity',
  example: {
    ...exampleFields,
    opportunityId: exampleIds.opportunity,
    createdAt: exampleInstant,
    updatedAt: exampleInstant,
    version: 1,
  },
});

export const opportunityView = (opportunity: Opportunity): z.input<typeof opportunityViewSchema> =>
  without(opportunity, 'company');

const sumShape = {
  count: z.int().nonnegative(),
  value: decimalSchema,
  weighted: decimalSchema.meta({ description: 'Value times probability, rounded once.' }),
};

export const pipelineViewSchema = z
  .object({
    currencies: z.array(
      z.object({
        currency: currencySchema,
        stages: z.array(z.object({ stage: opportunityStageSchema, ...sumShape })),
        open: z.object(sumShape).meta({ description: 'All stages together.' }),
      }),
    ),
  })
  .meta({
    id: 'Pipeline',
    example: {
      currencies: [
        {
          currency: 'EUR',
          stages: [{ stage: 'qualified', count: 1, value: '24000.00', weighted: '9600.00' }],
          open: { count: 1, value: '24000.00', weighted: '9600.00' },
        },
      ],
    },
  });
