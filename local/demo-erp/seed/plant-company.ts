import type { NumberSeries } from '../store/number-series.ts';
import type { Records } from '../store/records.ts';
import { guidFrom } from '../values/guid.ts';
import { addDays, dayText } from '../values/instant.ts';
import { customers } from './customers.ts';
import { plantDocuments } from './documents.ts';
import { items } from './items.ts';
import { masterData } from './master-data.ts';

export interface CompanyPlan {
  readonly seed: string;
  readonly records: Records;
  readonly numbers: NumberSeries;
  /** The moment of planting; the seeded year ends the day before. */
  readonly now: number;
}

export const companyIdFor = (seed: string): string => guidFrom(`${seed}/company`);

/** Fills an empty ERP. The same seed on the same day gives the same company, to the byte. */
export function plantCompany({ seed, records, numbers, now }: CompanyPlan): void {
  const lastDay = addDays(dayText(now), -1);
  const lastModifiedDateTime = `${addDays(lastDay, -364)}T06:00:00.25Z`;
  const masters = masterData(seed, lastModifiedDateTime);
  const plan = { seed, masters, lastModifiedDateTime };
  records.together(() => {
    for (const unit of masters.units) records.plant('unitsOfMeasure', unit);
    for (const category of masters.categories) records.plant('itemCategories', category);
    for (const terms of masters.terms) records.plant('paymentTerms', terms);
    for (const account of masters.accounts) records.plant('accounts', account);
    for (const currency of masters.currencies) records.plant('currencies', currency);
    for (const customer of customers(plan))
      records.plant('customers', { ...customer, number: numbers.next('customer') });
    for (const item of items(plan)) records.plant('items', item);
    plantDocuments({ seed, records, numbers, lastDay });
  });
}
