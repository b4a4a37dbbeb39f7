import { serviceAgreementSchema, type ServiceAgreement } from '../../../domain/records/service-agreement.ts';
import { getWhole } from './get-whole.ts';
import { indexes } from './keys.ts';
import type { Page, PageRequest } from './pages.ts';
import { listSales } from './sales-lists.ts';
import { agreementRowSchema, type AgreementRow } from './sales-rows.ts';
import type { Store } from './store.ts';

export interface AgreementFilter {
  readonly company: string;
  readonly accountId?: string | undefined;
}

export const getAgreement = (
  store: Store,
  company: string,
  agreementId: string,
): Promise<ServiceAgreement | undefined> =>
  getWhole(store, serviceAgreementSchema, { company, recordId: agreementId });

/** The newest first. */
export const listAgreements = (
  store: Store,
  { company, accountId }: AgreementFilter,
  page: PageRequest,
): Promise<Page<AgreementRow>> =>
  listSales(
    store,
    {
      ...{ company, kind: 'agreement', accountId, schema: agreementRowSchema },
      stretches: [{ partition: indexes.agreements(company) }],
      isWanted: () => true,
    },
    page,
  );
