import type { DocumentLanguage } from '../text/document-language.ts';
import type { VatRates } from './rate-class.ts';
import type { LineVat } from './vat-decision.ts';
import { findVatRule, type VatFacts, type VatNote } from './vat-rules.ts';

/** What has to be printed where no VAT is charged (O-3). */
const NOTES: Readonly<Record<VatNote, Readonly<Record<DocumentLanguage, string>>>> = {
  'reverse-charge': {
    de: 'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).',
    en: 'Reverse charge: the recipient accounts for VAT.',
  },
  'intra-community': {
    de: 'Steuerfreie innergemeinschaftliche Lieferung.',
    en: 'VAT-exempt intra-Community supply.',
  },
  export: { de: 'Steuerfreie Ausfuhrlieferung.', en: 'VAT-exempt export delivery.' },
  abroad: {
    de: 'Nicht steuerbar: Der Leistungsort liegt im Ausland.',
    en: 'Outside the scope of VAT: the place of supply is abroad.',
  },
  exempt: { de: 'Steuerfreier Umsatz.', en: 'Exempt from VAT.' },
};

export type VatOutcome = { readonly decided: LineVat } | { readonly hold: string };

/** The VAT of one line, with the note to print; or what a person must mend first, instead of a guess (O-3). */
export function decideVat(facts: VatFacts, rates: VatRates, language: DocumentLanguage): VatOutcome {
  const { ruling } = findVatRule(facts);
  if ('hold' in ruling) return ruling;
  if (ruling.category !== 'by-rate-class') return untaxed(ruling.category, NOTES[ruling.note][language]);
  if (facts.rateClass === 'exempt') return untaxed('exempt', NOTES.exempt[language]);
  return { decided: { category: facts.rateClass, rate: rates[facts.rateClass] } };
}

const untaxed = (category: LineVat['category'], note: string): VatOutcome => ({
  decided: { category, rate: '0', note },
});
