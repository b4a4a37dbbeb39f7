import * as z from 'zod';
import { entitySchema } from '../../../domain/canonical/change.ts';
import { firstLoadSchema, loadPartSchema, type FirstLoad } from '../../../domain/first-load/first-load.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { without } from './without.ts';

export const firstLoadToStartSchema = z
  .strictObject({
    dryRun: z.boolean().meta({ description: 'Only map and compare; nothing is kept.' }),
    entities: z
      .array(entitySchema)
      .min(1)
      .max(4)
      .optional()
      .meta({ description: 'Which of them; all that the connector can read without it.' }),
  })
  .meta({ id: 'FirstLoadToStart', example: { dryRun: true } });

const partViewSchema = loadPartSchema.omit({ reading: true });

export const firstLoadViewSchema = firstLoadSchema
  .omit({ company: true, parts: true, version: true })
  .extend({ parts: z.array(partViewSchema) })
  .meta({
    id: 'FirstLoad',
    example: {
      ...{ connectionId: exampleIds.connection, firstLoadId: exampleIds.delivery, dryRun: true, attempt: 1 },
      ...{ state: 'running', startedAt: exampleInstant, updatedAt: exampleInstant, problems: [] },
      parts: [{ entity: 'debtor', resource: 'customers', state: 'reading', pages: 3, read: 1_500 }],
    },
  });

export const firstLoadView = (load: FirstLoad): z.input<typeof firstLoadViewSchema> => ({
  ...without(load, 'company', 'parts', 'version'),
  parts: load.parts.map((part) => without(part, 'reading')),
});
