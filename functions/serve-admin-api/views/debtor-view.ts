import * as z from 'zod';
import { canonicalDebtorSchema } from '../../../domain/canonical/debtor.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import { accountIdSchema, debtorIdSchema } from '../../../domain/records/record-parts.ts';
import type { DebtorRow } from '../../shared/store/rows.ts';
import { exampleIds } from './example-ids.ts';
import { exampleMirrored, mirroredFields, mirroredShape } from './mirrored-view.ts';

export const debtorViewSchema = canonicalDebtorSchema
  .extend({
    ...mirroredShape,
    debtorId: debtorIdSchema,
    accountId: accountIdSchema.optional(),
    survivorId: debtorIdSchema
      .optional()
      .meta({ description: 'The debtor this one was merged into; its documents are found there (D-6).' }),
  })
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
    ...(debtor.survivorId !== undefined && { survivorId: debtor.survivorId }),
    ...debtor.canonical,
    externalId: debtor.externalId,
    ...mirroredFields(debtor),
  };
}

export const debtorMergeBodySchema = z
  .strictObject({
    into: debtorIdSchema.nullable().meta({ description: 'The debtor that stands for it from now on.' }),
  })
  .meta({ id: 'DebtorMerge', example: { into: exampleIds.debtor } });
