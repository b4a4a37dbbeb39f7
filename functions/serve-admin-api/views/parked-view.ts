import * as z from 'zod';
import { entitySchema } from '../../../domain/canonical/change.ts';
import { instantSchema } from '../../../domain/canonical/values.ts';
import { parkedCauseSchema } from '../../../domain/records/delivery.ts';
import { connectionParameter, instantParameter } from '../parameters.ts';
import { reasonSchema } from './coupling-view.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';

/** How parked deliveries are chosen: as query of the list and as part of a body. */
export const parkedFilterShape = {
  connection: connectionParameter,
  entity: entitySchema.optional().meta({ example: 'invoice' }),
  cause: parkedCauseSchema.optional().meta({
    description: 'Why it was parked; `paused` is what a pause kept back.',
    example: 'paused',
  }),
  receivedBefore: instantParameter,
};

/** Releasing sends each through its queue again; more would outlast a request. */
const MOST_PER_REQUEST = 100;

const choiceShape = {
  filter: z
    .strictObject(parkedFilterShape)
    .meta({ id: 'ParkedFilter', description: 'An empty one chooses all.', example: { cause: 'paused' } }),
  limit: z.int().min(1).max(MOST_PER_REQUEST).default(MOST_PER_REQUEST),
  cursor: z.string().max(4_000).optional(),
  preview: z.boolean().default(false).meta({ description: 'Only tell what would happen.' }),
};

const filter = { connection: exampleIds.connection, cause: 'paused' };

export const releaseParkedSchema = z
  .strictObject(choiceShape)
  .meta({ id: 'ParkedRelease', example: { filter, preview: true } });

export const discardParkedSchema = z
  .strictObject({ ...choiceShape, ...reasonSchema.shape })
  .meta({ id: 'ParkedDiscard', example: { filter, reason: 'Test data of the go-live.', preview: true } });

export type ParkedRequest = z.output<typeof releaseParkedSchema>;

export const parkedResultSchema = z
  .object({
    done: z.int().meta({ description: 'Released or discarded; in a preview, what would be.' }),
    byCause: z
      .partialRecord(z.union([parkedCauseSchema, z.literal('unknown')]), z.int())
      .meta({ description: 'Of these, how many were parked for what.' }),
    refused: z
      .array(z.object({ deliveryId: z.string(), reason: z.string() }))
      .meta({ description: 'They stay parked.' }),
    cursor: z.string().nullable().meta({ description: 'For the next ones of the filter.' }),
  })
  .meta({
    id: 'ParkedResult',
    example: {
      done: 2,
      byCause: { paused: 2 },
      refused: [{ deliveryId: exampleIds.delivery, reason: 'The connection is paused; resume it first.' }],
      cursor: null,
    },
  });
export type ParkedResult = z.input<typeof parkedResultSchema>;

const pauseFilterSchema = z.object({
  connection: z.string(),
  cause: z.literal('paused'),
  receivedBefore: instantSchema,
});

/** What a pause kept back, for the person who ended it. */
export const keptBackSchema = z
  .object({
    count: z.int(),
    isMore: z.boolean().meta({ description: 'There are more than were counted.' }),
    release: z
      .object({ method: z.literal('POST'), path: z.string(), body: z.object({ filter: pauseFilterSchema }) })
      .optional()
      .meta({ description: 'The request that releases them, those received until now.' }),
  })
  .meta({
    id: 'KeptBack',
    example: {
      count: 2,
      isMore: false,
      release: {
        method: 'POST',
        path: '/parked/release',
        body: { filter: { ...filter, receivedBefore: exampleInstant } },
      },
    },
  });
export type KeptBack = z.input<typeof keptBackSchema>;
