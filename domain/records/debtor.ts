import * as z from 'zod';
import { canonicalDebtorSchema } from '../canonical/debtor.ts';
import { mirrorMetaShape } from './mirrored-record.ts';
import { accountIdSchema, debtorIdSchema } from './record-parts.ts';

/** A debtor as the ERP last stated it. `accountId` is the one account it is linked to (D-2); people decide that, not the ERP. */
export const debtorRecordSchema = z.object({
  ...mirrorMetaShape,
  recordId: debtorIdSchema,
  entity: z.literal('debtor'),
  canonical: canonicalDebtorSchema,
  accountId: accountIdSchema.optional(),
});
export type DebtorRecord = z.infer<typeof debtorRecordSchema>;
