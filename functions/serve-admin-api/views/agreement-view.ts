import type * as z from 'zod';
import { serviceAgreementSchema, type ServiceAgreement } from '../../../domain/records/service-agreement.ts';
import { agreementRowSchema, type AgreementRow } from '../../shared/store/sales-rows.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { exampleSold } from './sold-example.ts';
import { without } from './without.ts';

const exampleHead = {
  agreementId: exampleIds.agreement,
  agreementNumber: 'A-00001',
  accountId: exampleIds.account,
  orderId: exampleIds.order,
  locale: 'de-AT',
  currency: 'EUR',
  title: 'Wartung der Büroeinrichtung',
  createdAt: exampleInstant,
  updatedAt: exampleInstant,
  version: 1,
} as const;

export const agreementViewSchema = serviceAgreementSchema.omit({ company: true }).meta({
  id: 'ServiceAgreement',
  example: {
    ...exampleHead,
    positions: [{ ...exampleSold, recurrence: { priceBase: 'month', rhythm: 3, inAdvance: true } }],
  },
});

export const agreementRowViewSchema = agreementRowSchema
  .omit({ company: true })
  .meta({ id: 'ServiceAgreementRow', example: { ...exampleHead, positionCount: 1 } });

export const agreementView = (agreement: ServiceAgreement): z.input<typeof agreementViewSchema> =>
  without(agreement, 'company');
export const agreementRowView = (row: AgreementRow): z.input<typeof agreementRowViewSchema> =>
  without(row, 'company');
