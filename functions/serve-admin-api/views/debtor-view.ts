import type * as z from 'zod';
import { canonicalDebtorSchema } from '../../../domain/canonical/debtor.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import { accountIdSchema, debtorIdSchema } from '../../../domain/records/record-parts.ts';
import type { DebtorRow } from '../../shared/store/rows.ts';
import { exampleIds } from './example-ids.ts';
import { exampleMirrored, mirroredFields, mirroredShape } from './mirrored-view.ts';

export const debtorViewSchema = canonicalDebtorSchema
  .extend({ ...mirroredShape, debtorId: debtorIdSchema, accountId: accountIdSchema.optional() })
  .meta({
    id: 'Debtor',
    example: {
      debtorId: exampleIds.debtor,
      accountId: exampleIds.account,
      externalId: 'b1c7e0d2-0a4f-4f6b-9a53-7d0f5b2c9e11',
      number: '10000',
      name: 'Musterbau GmbH',
      vatId: 'ATU12345675',
      block: 'none',
      currency: 'EUR',
      ...exampleMirrored,
    },
  });

export function debtorView(debtor: DebtorRow | DebtorRecord): z.input<typeof debtorViewSchema> {
  return {
    debtorId: debtor.recordId,
    ...(debtor.accountId !== undefined && { accountId: debtor.accountId }),
    ...debtor.canonical,
    externalId: debtor.externalId,
    ...mirroredFields(debtor),
  };
}
