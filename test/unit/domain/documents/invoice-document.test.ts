import { describe, expect, it } from 'vitest';
import { invoiceDocument } from '../../../../domain/documents/invoice-document.ts';
import { anAccount } from '../../../support/documents/documents.ts';
import { anOrder, anOrderLine, companySettings } from '../../../support/sales/sale-records.ts';

const invoice = { number: 'R-2026-00001', documentDate: '2026-02-03', dueDate: '2026-02-17' };
const settings = companySettings();
const source = {
  invoice,
  order: anOrder({ customerReference: 'PO 4711' }),
  settings: { ...settings, seller: { ...settings.seller, iban: 'AT611904300234573201' } },
  recipient: { account: anAccount() },
};
const facts = (document: ReturnType<typeof invoiceDocument>) =>
  Object.fromEntries(document.facts.map(({ label, value }) => [label, value]));

describe('an invoice made here on paper (O-10)', () => {
  it('says what an invoice must say', () => {
    expect(facts(invoiceDocument(source))).toEqual({
      Rechnungsnummer: 'R-2026-00001',
      Rechnungsdatum: '03.02.2026',
      Leistungszeitraum: '03.02.2026',
      'Zahlbar bis': '17.02.2026',
      Auftragsnummer: 'O-2026-00001',
      Angebot: 'Q-2026-00001',
      'Ihre Bestellung': 'PO 4711',
      'Ihre UID-Nr.': 'ATU87654321',
      'Unsere UID-Nr.': 'ATU12345675',
    });
  });

  it('names the period where the service took one', () => {
    const servicePeriod = { start: '2026-01-01', end: '2026-02-01' };
    const document = invoiceDocument({ ...source, invoice: { ...invoice, servicePeriod } });

    expect(facts(document).Leistungszeitraum).toBe('01.01.2026 – 31.01.2026');
  });

  it('bills what would go to the ERP, not what an agreement or a project bills', () => {
    const lines = (['erp', 'agreement', 'project'] as const).map((destination, index) =>
      anOrderLine({ lineId: String(index + 1), destination }),
    );

    expect(invoiceDocument({ ...source, order: anOrder({ lines }) }).rows).toMatchObject([{ position: '1' }]);
  });

  it('asks for the money until a day and says where to', () => {
    expect(invoiceDocument(source).closing).toBe(
      'Bitte überweisen Sie den Gesamtbetrag bis 17.02.2026.\nIBAN AT611904300234573201',
    );
  });
});
