import * as z from 'zod';
import { entitySchema } from '../../../domain/canonical/change.ts';
import { deliveryStateSchema } from '../../../domain/records/delivery.ts';
import { fieldProblemSchema } from '../../shared/erp/trial/trial-result.ts';
import { instantParameter } from '../parameters.ts';
import { exampleIds } from './example-ids.ts';
import { uploadedConnectorSchema } from './trial-view.ts';

const MOST_DELIVERIES = 1_000;

export const rehearsalSchema = z
  .strictObject({
    last: z
      .int()
      .min(1)
      .max(MOST_DELIVERIES)
      .default(200)
      .meta({ description: 'How many stored deliveries, the newest first.' }),
    entity: entitySchema.optional(),
    state: deliveryStateSchema.optional().meta({ example: 'parked' }),
    since: instantParameter,
    cursor: z
      .string()
      .max(4_000)
      .optional()
      .meta({ description: 'Of the answer before, with the same body.' }),
    connector: uploadedConnectorSchema,
  })
  .meta({
    id: 'Rehearsal',
    example: { last: 200, connector: { mappings: { 'customer.jsonata': '{ "externalId": id }' } } },
  });
export type Rehearsal = z.output<typeof rehearsalSchema>;

/**
 * `mended` failed before and maps now, `still-failing` fails as before or in another way; `not-comparable` has no payload that was kept.
 */
export const verdictSchema = z.enum([
  ...['equal', 'changed', 'failing', 'mended', 'still-failing', 'not-comparable'],
] as const);
export type Verdict = z.infer<typeof verdictSchema>;

const rehearsedRecordSchema = z
  .object({
    deliveryId: z.string(),
    entity: entitySchema.optional(),
    externalId: z.string().nullable(),
    number: z.string().optional(),
    verdict: verdictSchema.exclude(['equal']),
    fields: z
      .array(z.object({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }))
      .optional(),
    problems: z.array(fieldProblemSchema).readonly().optional(),
    reason: z.string().optional(),
  })
  .meta({
    id: 'RehearsedRecord',
    example: {
      ...{ deliveryId: exampleIds.delivery, entity: 'invoice', externalId: 'i-1', number: 'RE-1' },
      ...{ verdict: 'changed', fields: [{ field: 'lines[0].unitPrice', before: '10.00', after: '12.00' }] },
    },
  });
export type RehearsedRecord = z.input<typeof rehearsedRecordSchema>;

export const rehearsalAnswerSchema = z
  .object({
    deliveries: z.int().meta({ description: 'Deliveries of this part.' }),
    counts: z.record(verdictSchema, z.int()).meta({ description: 'Records of this part.' }),
    notShown: z.int().meta({ description: 'Records behind the first ones of a large page; not looked at.' }),
    items: z.array(rehearsedRecordSchema).meta({ description: 'The records that are not equal.' }),
    cursor: z.string().nullable().meta({ description: 'For the next part.' }),
  })
  .meta({
    id: 'RehearsalResult',
    example: {
      ...{ deliveries: 50, notShown: 0, items: [], cursor: null },
      counts: { equal: 71, changed: 0, failing: 0, mended: 0, 'still-failing': 0, 'not-comparable': 2 },
    },
  });
export type RehearsalAnswer = z.input<typeof rehearsalAnswerSchema>;
