import * as z from 'zod';
import { canonicalDebtorSchema } from '../canonical/debtor.ts';
import { instantSchema } from '../canonical/values.ts';
import { mirrorMetaShape } from './mirrored-record.ts';
import { accountIdSchema, debtorIdSchema } from './record-parts.ts';

/** A person's word that the ERP merged the debtor into another, where the ERP does not say so itself (D-6). */
export const debtorMergeSchema = z.object({
  into: debtorIdSchema,
  decidedBy: z.string().max(200),
  decidedAt: instantSchema,
});

/**
 * A debtor as the ERP last stated it. `accountId` is the one account it is linked to (D-2); people decide that, not the ERP. `survivorId` is the
 * debtor that stands for it since a merge, by the ERP's word or a person's.
 */
export const debtorRecordSchema = z.object({
  ...mirrorMetaShape,
  recordId: debtorIdSchema,
  entity: z.literal('debtor'),
  canonical: canonicalDebtorSchema,
  accountId: accountIdSchema.optional(),
  survivorId: debtorIdSchema.optional(),
  merge: debtorMergeSchema.optional(),
});
export type DebtorRecord = z.infer<typeof debtorRecordSchema>;
