import type { SettingsAdmin } from './admin-client.ts';
import { demoLetterhead } from './demo-letterhead.ts';

/** The seller that quotes and orders of the demo company come from; its orders go to the demo ERP. */
export const demoSettings = {
  seller: {
    name: 'Seamwork Services GmbH',
    address: { street: 'Nahtgasse 1', postalCode: '1070', city: 'Wien', country: 'AT' },
    vatId: 'ATU62895905',
    registerNumber: 'FN 123456a',
    email: 'office@seamwork.example',
    iban: 'AT611904300234573201',
    bic: 'BKAUATWW',
  },
  ordersTo: { connectionId: 'bc' },
  currency: 'EUR',
  locale: 'de-AT',
  vat: { standard: '20', reduced: '10', reducedTaxCodes: ['UST.10'], exemptTaxCodes: ['EXEMPT'] },
  numbers: {
    quote: 'Q-{year}-{number:5}',
    order: 'O-{year}-{number:5}',
    agreement: 'A-{year}-{number:5}',
    project: 'P-{year}-{number:5}',
    invoice: 'R-{year}-{number:5}',
  },
  quoteValidDays: 30,
  paymentDays: 14,
};

/** Once; what people change afterwards stays. */
export async function settleDemoCompany(admin: SettingsAdmin): Promise<void> {
  if (await admin.hasCompanySettings()) return;
  await admin.putCompanySettings(demoSettings);
  await admin.putLetterhead(await demoLetterhead());
}
