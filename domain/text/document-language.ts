import type { DocumentLocale } from '../records/quote.ts';

export type DocumentLanguage = 'de' | 'en';

/** Texts are in one of two languages; the locale says in addition how numbers and dates are written. */
export const documentLanguageOf = (locale: DocumentLocale): DocumentLanguage =>
  locale === 'en' ? 'en' : 'de';
