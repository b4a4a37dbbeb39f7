import type { DecimalText } from '../canonical/values.ts';
import { minorDigits } from '../money/minor-digits.ts';
import type { DocumentLocale } from '../records/quote.ts';

interface Separators {
  readonly group: string;
  readonly point: string;
}

/** Austria groups money by points as Germany does, not by the blanks of its general numbers: a blank in an amount invites a digit. */
const separators: Readonly<Record<DocumentLocale, Separators>> = {
  'de-AT': { group: '.', point: ',' },
  'de-DE': { group: '.', point: ',' },
  en: { group: ',', point: '.' },
};

/** Works on the text, so that no digit is lost: at least `leastDigits` decimals, and more where they are not zero. */
export function formatDecimal(amount: DecimalText, locale: DocumentLocale, leastDigits = 0): string {
  const { group, point } = separators[locale];
  const [, sign = '', whole = '', decimals = ''] = /^(-?)0*(\d+?)(?:\.(\d+))?$/.exec(amount) ?? [];
  const kept = decimals.replace(/0+$/, '').padEnd(leastDigits, '0');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${sign}${grouped}${kept === '' ? '' : `${point}${kept}`}`;
}

const signs: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' };

/** With the currency where the language puts it; currencies without a sign that is theirs alone are named by their code. */
export function formatMoney(amount: DecimalText, currency: string, locale: DocumentLocale): string {
  const sign = signs[currency] ?? currency;
  const number = formatDecimal(amount, locale, minorDigits(currency));
  if (locale === 'de-DE') return `${number}${NO_BREAK}${sign}`;
  const minus = number.startsWith('-') ? '-' : '';
  return `${minus}${sign}${locale === 'en' && sign !== currency ? '' : NO_BREAK}${number.slice(minus.length)}`;
}

export const formatPercent = (percent: DecimalText, locale: DocumentLocale): string =>
  `${formatDecimal(percent, locale)}${locale === 'en' ? '' : NO_BREAK}%`;

const NO_BREAK = '\u00a0';
