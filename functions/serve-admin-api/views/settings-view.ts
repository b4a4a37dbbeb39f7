import * as z from 'zod';
import {
  companySettingsFieldsSchema,
  companySettingsSchema,
  type CompanySettings,
} from '../../../domain/records/company-settings.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';

const exampleFields = {
  seller: {
    name: 'Musterbüro GmbH',
    address: { street: 'Hauptplatz 1', postalCode: '4020', city: 'Linz', country: 'AT' },
    vatId: 'ATU12345675',
    email: 'office@musterbuero.example',
    iban: 'AT611904300234573201',
  },
  ordersTo: { connectionId: exampleIds.connection },
  currency: 'EUR',
  locale: 'de-AT',
  vat: { standard: '20', reduced: '10', reducedTaxCodes: ['REDUCED'], exemptTaxCodes: ['EXEMPT'] },
  numbers: {
    quote: 'Q-{year}-{number:5}',
    order: 'O-{year}-{number:5}',
    agreement: 'A-{number:5}',
    project: 'P-{number:5}',
    invoice: 'R-{year}-{number:5}',
  },
  quoteValidDays: 30,
  paymentDays: 14,
} as const;

export const settingsBodySchema = z
  .strictObject(companySettingsFieldsSchema.shape)
  .meta({ id: 'CompanySettingsFields', example: exampleFields });

export const settingsViewSchema = companySettingsSchema.meta({
  id: 'CompanySettings',
  example: {
    ...exampleFields,
    company: 'demo',
    createdAt: exampleInstant,
    updatedAt: exampleInstant,
    version: 1,
  },
});

export const settingsView = (settings: CompanySettings): z.input<typeof settingsViewSchema> => settings;
