import type { Recurrence } from '../records/sales-line.ts';
import type { DocumentLocale } from '../records/quote.ts';
import type { VatCategory } from '../vat/vat-decision.ts';
import type { TableHead } from './printed-document.ts';
import { austrianTexts, germanTexts } from './texts-german.ts';
import { englishTexts } from './texts-english.ts';

/** Every word of ours on a document. What is in braces is replaced. */
export interface Texts {
  readonly quote: string;
  readonly invoice: string;
  readonly revision: string;
  readonly draft: string;
  readonly page: string;
  readonly attention: string;
  readonly head: TableHead;
  readonly facts: Readonly<
    Record<
      | 'number'
      | 'date'
      | 'validUntil'
      | 'invoiceNumber'
      | 'invoiceDate'
      | 'dueDate'
      | 'service'
      | 'orderNumber'
      | 'quoteNumber'
      | 'customerReference'
      | 'customerVatId'
      | 'vatId',
      string
    >
  >;
  readonly registerNumber: string;
  readonly marks: { readonly optional: string; readonly alternative: string; readonly alternativeTo: string };
  readonly per: Readonly<Record<Recurrence['priceBase'], string>>;
  readonly perUnits: string;
  readonly billed: Readonly<Record<Recurrence['rhythm'], string>>;
  readonly inAdvance: string;
  readonly inArrears: string;
  readonly startsOn: string;
  readonly minimumTerm: string;
  readonly phase: string;
  readonly subtotal: string;
  readonly totals: Readonly<
    Record<'once' | 'recurring' | 'subtotal' | 'discount' | 'net' | 'tax' | 'untaxed' | 'gross', string>
  >;
  /** Why there is no tax. */
  readonly untaxed: Readonly<Record<Exclude<VatCategory, 'standard' | 'reduced'>, string>>;
  readonly introductions: { readonly quote: string; readonly invoice: string };
  readonly closings: { readonly quote: string; readonly invoice: string; readonly account: string };
}

const texts: Readonly<Record<DocumentLocale, Texts>> = {
  'de-AT': austrianTexts,
  'de-DE': germanTexts,
  en: englishTexts,
};

export const textsFor = (locale: DocumentLocale): Texts => texts[locale];

/** Values may hold braces themselves: each is put in once. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (braces, name: string) => values[name] ?? braces);
