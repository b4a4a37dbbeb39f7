import { companySettingsSchema, type CompanySettings } from '../../../domain/records/company-settings.ts';
import { indexes, keys } from './keys.ts';
import { listPage, type Page, type PageRequest } from './pages.ts';
import { getSmall, putSmall, readHead, type SmallLayout } from './small-records.ts';
import type { Store } from './store.ts';

const settingsLayout: SmallLayout<CompanySettings> = {
  schema: companySettingsSchema,
  key: ({ company }) => keys.companySettings(company),
  index2: ({ company }) => ({ partition: indexes.allCompanies, sort: company }),
};

export const getCompanySettings = (store: Store, company: string): Promise<CompanySettings | undefined> =>
  getSmall(store, settingsLayout, keys.companySettings(company));

/** Creates at version 1 or replaces the version before. */
export const saveCompanySettings = (store: Store, settings: CompanySettings): Promise<CompanySettings> =>
  putSmall(store, settingsLayout, settings);

/** Of all companies; for schedulers only. */
export const listCompanySettings = (store: Store, page: PageRequest): Promise<Page<CompanySettings>> =>
  listPage(
    store,
    {
      table: store.crm,
      index: 'gsi2',
      stretches: [{ partition: indexes.allCompanies }],
      read: (item) => readHead(companySettingsSchema, item),
    },
    page,
  );
