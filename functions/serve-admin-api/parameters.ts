import * as z from 'zod';
import { shortTextSchema, plainDateSchema } from '../../domain/canonical/values.ts';
import { exampleIds } from './views/example-ids.ts';

/** Query parameters that several routes know. */
export const textParameter = shortTextSchema.min(1).optional();

export const flagParameter = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

export const connectionParameter = z.string().min(1).max(60).optional().meta({
  description: 'Of this connection.',
  example: exampleIds.connection,
});

export const dateParameter = plainDateSchema.optional();

/** A day or an instant; a day begins at midnight UTC. */
export const instantParameter = z
  .union([plainDateSchema, z.iso.datetime({ offset: true })])
  .transform((text) => new Date(text).toISOString())
  .optional()
  .meta({
    description: 'A day such as 2026-01-31 (from midnight UTC) or an instant.',
    example: '2026-01-31',
  });
