import * as z from 'zod';
import { externalIdSchema, instantSchema } from './values.ts';

/** The four record families that come from the ERP; each has its own queue. */
export const entitySchema = z.enum(['debtor', 'product', 'invoice', 'order']);
export type Entity = z.infer<typeof entitySchema>;

/**
 * What one notification says happened to one ERP record. `collection` means "many changed: ask the ERP which".
 * `resource` is the ERP's own name of the record type (one entity may have several, such as invoices and credit memos).
 * `version`, `at` and `sequence` order changes of the same record; `data` is the payload where the sender included it.
 */
export const changeSchema = z.object({
  entity: entitySchema,
  externalId: externalIdSchema.nullable(),
  change: z.enum(['created', 'updated', 'deleted', 'collection']),
  resource: z.string().max(200).optional(),
  version: z.string().min(1).max(60).optional(),
  at: instantSchema.optional(),
  sequence: z.string().max(60).optional(),
  filter: z.string().max(2_000).optional(),
  data: z.unknown().optional(),
});
export type Change = z.infer<typeof changeSchema>;
