import * as z from 'zod';
import { changeSchema, entitySchema } from '../../../domain/canonical/change.ts';
import {
  attemptSchema,
  changeOutcomeSchema,
  deliverySchema,
  deliveryStateSchema,
  finalStateSchema,
  type Delivery,
} from '../../../domain/records/delivery.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { without } from './without.ts';

const example = {
  deliveryId: exampleIds.delivery,
  connectionId: exampleIds.connection,
  channel: 'webhook',
  entities: ['invoice'],
  state: 'parked',
  receivedAt: exampleInstant,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  size: 2048,
  contentType: 'application/json',
  changes: [{ entity: 'invoice', state: 'parked', number: 'RE-2026-0042', reason: 'currency: unknown' }],
  counts: { parked: 1 },
  reason: 'currency: unknown',
  version: 1,
} as const;

/** Headers and archive keys stay inside; the body has a route of its own. */
export const deliveryViewSchema = deliverySchema
  .omit({ company: true, pending: true, headers: true, archive: true, attempts: true })
  .meta({ id: 'Delivery', example });

export const deliveryView = (delivery: Delivery): z.input<typeof deliveryViewSchema> =>
  without(delivery, 'company', 'pending', 'headers', 'archive', 'attempts');

export const attemptViewSchema = attemptSchema.meta({
  id: 'Attempt',
  example: { at: exampleInstant, trigger: 'delivery', state: 'parked', reason: 'currency: unknown' },
});

/** `unchanged`: it is applied already, and nothing would be written. */
export const previewOutcomeSchema = z.enum([...finalStateSchema.options, 'unchanged']);

/** What one change of a delivery is, or would be, mapped to today, and how it stands to what is stored. */
export const mappedChangeSchema = z
  .object({
    entity: entitySchema.optional(),
    externalId: z.string().nullable(),
    change: changeSchema.shape.change.optional(),
    outcome: previewOutcomeSchema,
    reason: z.string().optional(),
    problems: changeOutcomeSchema.shape.problems,
    recordId: z.string().optional(),
    canonical: z.unknown().optional(),
    differences: z
      .array(z.object({ field: z.string(), stored: z.unknown().optional(), mapped: z.unknown().optional() }))
      .optional(),
  })
  .meta({
    id: 'MappedChange',
    example: {
      entity: 'debtor',
      externalId: 'b1c7e0d2',
      change: 'updated',
      outcome: 'applied',
      differences: [{ field: 'name', stored: 'Muster', mapped: 'Musterbau GmbH' }],
    },
  });

export type MappedChange = z.input<typeof mappedChangeSchema>;

/** A pulled page has hundreds of changes; the first ones are looked at. */
export const notShownSchema = z
  .int()
  .meta({ description: 'Changes that were not looked at, behind the first ones.' });

export interface DeliveryPreview {
  readonly changes: MappedChange[];
  readonly notShown: number;
}

export const deliveryResultSchema = z
  .object({
    deliveryId: z.string(),
    state: deliveryStateSchema,
    stored: z.array(changeOutcomeSchema).meta({ description: 'What became of it.' }),
    now: z.array(mappedChangeSchema).meta({ description: 'What it would become with the mapping of today.' }),
    notShown: notShownSchema,
  })
  .meta({ id: 'DeliveryResult' });
