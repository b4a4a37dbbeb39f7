import type { Texts } from './texts.ts';

export const germanTexts: Texts = {
  quote: 'Angebot',
  invoice: 'Rechnung',
  revision: 'Revision {revision}',
  draft: 'Entwurf',
  page: 'Seite {page} von {pages}',
  attention: 'z. H.',
  head: {
    position: 'Pos.',
    description: 'Bezeichnung',
    quantity: 'Menge',
    unitPrice: 'Einzelpreis',
    discount: 'Rabatt',
    vatRate: 'USt.',
    net: 'Netto {currency}',
  },
  facts: {
    number: 'Angebotsnummer',
    date: 'Datum',
    validUntil: 'Gültig bis',
    invoiceNumber: 'Rechnungsnummer',
    invoiceDate: 'Rechnungsdatum',
    dueDate: 'Zahlbar bis',
    service: 'Leistungszeitraum',
    orderNumber: 'Auftragsnummer',
    quoteNumber: 'Angebot',
    customerReference: 'Ihre Bestellung',
    customerVatId: 'Ihre USt-IdNr.',
    vatId: 'Unsere USt-IdNr.',
  },
  registerNumber: 'Registernummer',
  marks: {
    optional: 'Optional',
    alternative: 'Alternative',
    alternativeTo: 'Alternative zu Pos. {position}',
  },
  per: { month: 'je Monat', quarter: 'je Quartal', year: 'je Jahr' },
  perUnits: 'je {units}',
  billed: {
    1: 'monatlich verrechnet',
    3: 'vierteljährlich verrechnet',
    6: 'halbjährlich verrechnet',
    12: 'jährlich verrechnet',
  },
  inAdvance: 'im Voraus',
  inArrears: 'im Nachhinein',
  startsOn: 'ab {date}',
  minimumTerm: 'Mindestlaufzeit {months} Monate',
  phase: 'Projektphase: {phase}',
  subtotal: 'Zwischensumme',
  totals: {
    once: 'Einmalig',
    recurring: 'Wiederkehrend {per}',
    subtotal: 'Zwischensumme',
    discount: 'Rabatt',
    net: 'Summe netto',
    tax: 'USt. {rate} von {net}',
    untaxed: '{what}, {rate} von {net}',
    gross: 'Gesamtbetrag',
  },
  untaxed: {
    'reverse-charge': 'Übergang der Steuerschuld',
    export: 'Ausfuhr / Drittland',
    exempt: 'Steuerfrei',
  },
  introductions: {
    quote: 'Vielen Dank für Ihre Anfrage. Gerne bieten wir Ihnen an:',
    invoice: 'Wir erlauben uns, Ihnen folgende Leistungen in Rechnung zu stellen:',
  },
  closings: {
    quote: 'Wir freuen uns auf Ihren Auftrag.',
    invoice: 'Bitte überweisen Sie den Gesamtbetrag bis {dueDate}.',
    account: 'IBAN {iban}',
  },
};

/** Austria names the number for the tax otherwise than Germany. */
export const austrianTexts: Texts = {
  ...germanTexts,
  facts: { ...germanTexts.facts, customerVatId: 'Ihre UID-Nr.', vatId: 'Unsere UID-Nr.' },
  registerNumber: 'Firmenbuch',
};
