import type { DocumentLocale } from '../records/quote.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A date of the business as people of the language write it; in English with the month's name, because 3/4 is two days. */
export function formatDate(date: string, locale: DocumentLocale): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (locale !== 'en') return `${day}.${month}.${year}`;
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** A half-open period, printed with its last day. */
export function formatPeriod(period: { start: string; end: string }, locale: DocumentLocale): string {
  const last = dayBefore(period.end);
  if (last <= period.start) return formatDate(period.start, locale);
  return `${formatDate(period.start, locale)} – ${formatDate(last, locale)}`;
}

function dayBefore(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day - 1)).toISOString().slice(0, 10);
}
