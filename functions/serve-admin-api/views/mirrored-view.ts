import * as z from 'zod';
import { instantSchema } from '../../../domain/canonical/values.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';

/**
 * What the API tells of a record led by the ERP, beside its canonical fields. `version` is the ERP's own; `revision` is ours, and
 * what the ETag carries.
 */
export const mirroredShape = {
  connectionId: z.string(),
  formerNumbers: z.array(z.string()).meta({ description: 'Numbers it had before (D-6).' }),
  deletedAt: instantSchema.optional().meta({ description: 'Deleted in the ERP; the last content is kept.' }),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  revision: z.int().meta({ description: 'Counts the changes here; the ETag.' }),
};

export const exampleMirrored = {
  connectionId: exampleIds.connection,
  formerNumbers: [],
  createdAt: exampleInstant,
  updatedAt: exampleInstant,
  revision: 1,
};

interface MirroredRow {
  readonly connectionId: string;
  readonly formerNumbers: string[];
  readonly deletedAt?: string | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

export const mirroredFields = (row: MirroredRow) => ({
  connectionId: row.connectionId,
  formerNumbers: row.formerNumbers,
  ...(row.deletedAt !== undefined && { deletedAt: row.deletedAt }),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  revision: row.version,
});
