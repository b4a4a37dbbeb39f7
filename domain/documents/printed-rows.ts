import { minorDigits } from '../money/minor-digits.ts';
import type { OrderLine } from '../records/order.ts';
import type { DocumentLocale, QuoteLine, QuoteProductLine } from '../records/quote.ts';
import type { Recurrence } from '../records/sales-line.ts';
import { formatDate } from './format-date.ts';
import { formatDecimal, formatPercent } from './format-number.ts';
import type { PrintedProductRow, PrintedRow } from './printed-document.ts';
import { fill, textsFor } from './texts.ts';

/** Language and currency of what is printed. */
export interface Print {
  readonly locale: DocumentLocale;
  readonly currency: string;
}

/** Positions are printed as line ids: they are the same in every revision and in the order, whatever is moved. */
export function printedQuoteRow(line: QuoteLine, print: Print): PrintedRow {
  if (line.kind === 'text') return { kind: 'text', text: line.description };
  if (line.kind === 'subtotal')
    return {
      kind: 'subtotal',
      text: line.description || textsFor(print.locale).subtotal,
      net: amount(line.net, print),
    };
  const row = printedSoldRow(line, print);
  if (line.choice === 'included') return row;
  // In brackets, because it is not in the sums.
  return { ...row, marks: [markOf(line, print)], net: row.net.replace(/.+/, '($&)') };
}

export function printedSoldRow(line: OrderLine | QuoteProductLine, print: Print): PrintedProductRow {
  const { locale } = print;
  const isDiscounted = !isZero(line.discountPercent);
  return {
    kind: 'product',
    position: line.lineId,
    marks: [],
    description: line.description,
    details: detailsOf(line, locale),
    quantity: [formatDecimal(line.quantity, locale), line.unit ?? ''].join(' ').trim(),
    unitPrice: unitPriceOf(line, print),
    discount: isDiscounted ? formatPercent(line.discountPercent, locale) : '',
    vatRate: formatPercent(line.vat.rate, locale),
    net: netOf(line, print),
  };
}

/** What recurs is in no sum of the table; it says per what it is. */
function netOf({ net, recurrence }: OrderLine | QuoteProductLine, print: Print): string {
  const text = amount(net, print);
  return recurrence ? `${text}\n${textsFor(print.locale).per[recurrence.priceBase]}` : text;
}

const amount = (text: string, { locale, currency }: Print): string =>
  formatDecimal(text, locale, minorDigits(currency));

const isZero = (decimal: string): boolean => !/[1-9]/.test(decimal);

function unitPriceOf({ unitPrice, priceUnit }: OrderLine | QuoteProductLine, print: Print): string {
  const price = amount(unitPrice, print);
  const units = formatDecimal(priceUnit, print.locale);
  return units === '1' ? price : `${price}\n${fill(textsFor(print.locale).perUnits, { units })}`;
}

function markOf({ choice, alternativeTo }: QuoteProductLine, { locale }: Print): string {
  const { marks } = textsFor(locale);
  if (choice === 'optional') return marks.optional;
  return alternativeTo ? fill(marks.alternativeTo, { position: alternativeTo }) : marks.alternative;
}

function detailsOf(line: OrderLine | QuoteProductLine, locale: DocumentLocale): string[] {
  const { phase } = textsFor(locale);
  return [
    ...(line.recurrence ? [recurrenceText(line.recurrence, locale)] : []),
    ...(line.phase ? [fill(phase, { phase: line.phase })] : []),
  ];
}

function recurrenceText(recurrence: Recurrence, locale: DocumentLocale): string {
  const texts = textsFor(locale);
  const { minimumTermMonths: months, startsOn } = recurrence;
  const how = recurrence.inAdvance ? texts.inAdvance : texts.inArrears;
  return [
    texts.per[recurrence.priceBase],
    `${texts.billed[recurrence.rhythm]} ${how}`,
    ...(startsOn ? [fill(texts.startsOn, { date: formatDate(startsOn, locale) })] : []),
    ...(months ? [fill(texts.minimumTerm, { months: String(months) })] : []),
  ].join(', ');
}
