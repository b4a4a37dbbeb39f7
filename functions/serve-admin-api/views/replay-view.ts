import * as z from 'zod';
import { entitySchema } from '../../../domain/canonical/change.ts';
import { deliveryStateSchema } from '../../../domain/records/delivery.ts';
import { deliveryIdSchema } from '../../../domain/records/record-parts.ts';
import { connectionParameter, instantParameter, textParameter } from '../parameters.ts';
import { mappedChangeSchema, notShownSchema, previewOutcomeSchema } from './delivery-view.ts';
import { exampleIds } from './example-ids.ts';

/** How deliveries are chosen: as query of the list and as part of a replay's body. */
export const deliveryFilterShape = {
  state: deliveryStateSchema.optional().meta({ example: 'parked' }),
  entity: entitySchema.optional().meta({ example: 'invoice' }),
  number: textParameter.meta({ description: 'Number of a record it touched.', example: 'RE-2026-0042' }),
  text: textParameter.meta({
    description: 'Part of an ERP id, number, reason or the id.',
    example: 'currency',
  }),
  connection: connectionParameter,
  from: instantParameter,
  to: instantParameter,
};

/** Previews ask the ERP where a delivery only points to its record; more of them would outlast a request. */
const MOST_PER_REPLAY = 50;

const preview = z.boolean().default(false).meta({ description: 'Only tell what would happen.' });

export const replaySchema = z
  .union([
    z.strictObject({ deliveryIds: z.array(deliveryIdSchema).min(1).max(MOST_PER_REPLAY), preview }),
    z.strictObject({
      filter: z.strictObject(deliveryFilterShape),
      limit: z.int().min(1).max(MOST_PER_REPLAY).default(MOST_PER_REPLAY),
      cursor: z.string().max(4_000).optional(),
      preview,
    }),
  ])
  .meta({ id: 'Replay', example: { deliveryIds: [exampleIds.delivery], preview: true } });
export type ReplayRequest = z.output<typeof replaySchema>;

export const replayResultSchema = z
  .object({
    items: z.array(
      z.object({
        deliveryId: z.string(),
        outcome: z
          .enum([...previewOutcomeSchema.options, 'queued', 'refused', 'unknown'])
          .meta({ description: 'In a preview what it would become; otherwise whether it was queued.' }),
        reason: z.string().optional(),
        changes: z.array(mappedChangeSchema).optional(),
        notShown: notShownSchema.optional(),
      }),
    ),
    cursor: z.string().nullable().meta({ description: 'For the next deliveries of the filter.' }),
  })
  .meta({
    id: 'ReplayResult',
    example: { items: [{ deliveryId: exampleIds.delivery, outcome: 'applied' }], cursor: null },
  });
