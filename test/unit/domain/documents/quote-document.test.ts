import { describe, expect, it } from 'vitest';
import type { PrintedDocument } from '../../../../domain/documents/printed-document.ts';
import { aContact, anAccount, aPrintedQuote } from '../../../support/documents/documents.ts';
import { aProductLine } from '../../../support/sales/sale-records.ts';

const sums = ({ totals }: PrintedDocument) =>
  totals.flatMap(({ title, rows }) => [title ?? '', ...rows.map(({ label, value }) => `${label}: ${value}`)]);
const facts = (document: PrintedDocument) =>
  Object.fromEntries(document.facts.map(({ label, value }) => [label, value]));
const nothing = {
  subtotal: '0.00',
  headerDiscount: '0.00',
  net: '0.00',
  vat: [],
  tax: '0.00',
  gross: '0.00',
};

const yearly = { priceBase: 'year', rhythm: 12, inAdvance: true } as const;

describe('a quote on paper', () => {
  it('names number, dates and the VAT id of whom it is for', () => {
    expect(facts(aPrintedQuote())).toEqual({
      Angebotsnummer: 'Q-2026-00001',
      Datum: '31.01.2026',
      'Gültig bis': '02.03.2026',
      'Ihre UID-Nr.': 'ATU87654321',
    });
  });

  it('names its revision from the second on', () => {
    expect(facts(aPrintedQuote({ revision: 2 })).Angebotsnummer).toBe('Q-2026-00001, Revision 2');
  });

  it('speaks the words of its country for the VAT id', () => {
    expect(Object.keys(facts(aPrintedQuote({ locale: 'de-DE' })))).toContain('Ihre USt-IdNr.');
    expect(Object.keys(facts(aPrintedQuote({ locale: 'en' })))).toContain('Your VAT ID');
  });

  it('addresses the contact, and names the country only abroad', () => {
    const home = aPrintedQuote({}, { account: anAccount(), contact: aContact() });
    const address = { street: 'Ring 2', postalCode: '80331', city: 'München', country: 'DE' };
    const abroad = aPrintedQuote({ locale: 'en' }, { account: anAccount({ address }) });

    expect(home.recipient).toEqual([
      'Huber & Söhne OG',
      'z. H. Frau Dr. Eva Maier',
      'Hauptplatz 1',
      '8010 Graz',
    ]);
    expect(abroad.recipient).toEqual(['Huber & Söhne OG', 'Ring 2', '80331 München', 'GERMANY']);
  });

  it('marks a draft, and one that was replaced before it was sent; never what was sent', () => {
    expect(aPrintedQuote({ state: 'draft', sentAt: undefined }).draftMark).toBe('Entwurf');
    expect(aPrintedQuote({ state: 'superseded', sentAt: undefined }).draftMark).toBe('Entwurf');
    expect(aPrintedQuote({ state: 'accepted', sentAt: undefined }).draftMark).toBeUndefined();
    expect(aPrintedQuote({ state: 'superseded' }).draftMark).toBeUndefined();
  });

  it('shows options and alternatives with their mark, their amount in brackets', () => {
    const lines = [
      aProductLine({ lineId: '1' }),
      aProductLine({ lineId: '2', choice: 'alternative', alternativeTo: '1' }),
      aProductLine({ lineId: '3', choice: 'optional', recurrence: yearly }),
    ];
    const rows = aPrintedQuote({ lines }).rows.filter((row) => row.kind === 'product');

    expect(rows.map(({ marks, net }) => [...marks, net])).toEqual([
      ['100,00'],
      ['Alternative zu Pos. 1', '(100,00)'],
      ['Optional', '(100,00)\nje Jahr'],
    ]);
  });

  it('keeps six decimals of a unit price and says per how many units it is', () => {
    const lines = [aProductLine({ unitPrice: '0.123456', priceUnit: '1000', discountPercent: '12.5' })];

    expect(aPrintedQuote({ lines }).rows[0]).toMatchObject({
      unitPrice: '0,123456\nje 1.000',
      discount: '12,5\u00a0%',
    });
  });

  it('tells how a line recurs and which phase it pays for', () => {
    const recurrence = {
      ...({ priceBase: 'month', rhythm: 3, inAdvance: true, minimumTermMonths: 24 } as const),
      startsOn: '2026-04-01',
    };
    const lines = [aProductLine({ recurrence }), aProductLine({ phase: 'Analyse' })];
    const rows = aPrintedQuote({ lines }).rows.filter((row) => row.kind === 'product');

    expect(rows[0]?.net).toBe('100,00\nje Monat');
    expect(rows.map(({ details }) => details)).toEqual([
      ['je Monat, vierteljährlich verrechnet im Voraus, ab 01.04.2026, Mindestlaufzeit 24 Monate'],
      ['Projektphase: Analyse'],
    ]);
  });

  it('prints texts and subtotals between the lines', () => {
    const { rows } = aPrintedQuote({
      lines: [
        { kind: 'text', lineId: '1', description: 'Erdgeschoß' },
        { kind: 'subtotal', lineId: '2', description: '', net: '1000.00' },
      ],
    });

    expect(rows).toEqual([
      { kind: 'text', text: 'Erdgeschoß' },
      { kind: 'subtotal', text: 'Zwischensumme', net: '1.000,00' },
    ]);
  });

  it('says why there is no tax, and prints each note once', () => {
    const note = 'Die Steuerschuld geht auf den Leistungsempfänger über.';
    const vat = { category: 'reverse-charge', rate: '0', note } as const;
    const document = aPrintedQuote({
      lines: [aProductLine({ vat }), aProductLine({ lineId: '2', vat })],
      totals: {
        ...nothing,
        subtotal: '200',
        net: '200',
        vat: [{ category: 'reverse-charge', rate: '0', net: '200', tax: '0' }],
        gross: '200',
      },
    });

    expect(document.notes).toEqual([note]);
    expect(sums(document)).toContain('Übergang der Steuerschuld, 0\u00a0% von €\u00a0200,00: €\u00a00,00');
  });

  it('shows subtotal and discount only where there is a discount', () => {
    const totals = {
      ...{ subtotal: '1000.00', headerDiscount: '50.00', net: '950.00', tax: '190.00', gross: '1140.00' },
      vat: [{ category: 'standard' as const, rate: '20', net: '950.00', tax: '190.00' }],
    };

    expect(sums(aPrintedQuote())).toEqual([
      '',
      'Summe netto: €\u00a0100,00',
      'USt. 20\u00a0% von €\u00a0100,00: €\u00a020,00',
      'Gesamtbetrag: €\u00a0120,00',
    ]);
    expect(sums(aPrintedQuote({ totals, headerDiscount: { percent: '5' } })).slice(1, 4)).toEqual([
      'Zwischensumme: €\u00a01.000,00',
      'Rabatt 5\u00a0%: -€\u00a050,00',
      'Summe netto: €\u00a0950,00',
    ]);
  });

  it('sums what recurs apart, by price base, and leaves out sums of nothing', () => {
    const recurring = [{ priceBase: 'year' as const, net: '100.00', tax: '20.00', gross: '120.00' }];
    const line = aProductLine({ lineId: '2', recurrence: yearly });
    const both = aPrintedQuote({ recurring, lines: [aProductLine(), line] });
    const alone = aPrintedQuote({ recurring, lines: [line], totals: nothing });

    expect(both.totals.map(({ title }) => title)).toEqual(['Einmalig', 'Wiederkehrend je Jahr']);
    expect(sums(alone)).toEqual([
      'Wiederkehrend je Jahr',
      'Summe netto: €\u00a0100,00',
      'USt.: €\u00a020,00',
      'Gesamtbetrag: €\u00a0120,00',
    ]);
  });

  it('has words of its own where nobody wrote some, and none where they were taken out', () => {
    expect(aPrintedQuote({ locale: 'en' }).introduction).toBe(
      'Thank you for your enquiry. We are pleased to quote as follows:',
    );
    expect(aPrintedQuote({ introduction: '', closing: 'Bis bald' })).toMatchObject({
      introduction: '',
      closing: 'Bis bald',
    });
  });
});
