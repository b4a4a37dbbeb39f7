import type * as z from 'zod';
import { Exact, sumOf, toAmountText } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';
import type { DocumentTotals, vatTotalSchema } from '../records/document-totals.ts';
import { vatCategorySchema, type LineVat } from '../vat/vat-decision.ts';

type VatTotal = z.infer<typeof vatTotalSchema>;

/** `headerDiscount` is the line's share of the discount on the document. */
export interface ValuedLine {
  readonly net: string;
  readonly headerDiscount: string;
  readonly vat: LineVat;
}

/** Sums of a document. Tax is rounded once per category and rate, from the sum of the nets after discount. */
export function documentTotals(lines: readonly ValuedLine[], currency: string): DocumentTotals {
  const digits = minorDigits(currency);
  const sum = (amounts: readonly string[]) => toAmountText(sumOf(amounts), digits);
  const subtotal = sum(lines.map(({ net }) => net));
  const headerDiscount = sum(lines.map((line) => line.headerDiscount));
  const vat = vatTotals(lines, digits);
  const net = sum(vat.map((row) => row.net));
  const tax = sum(vat.map((row) => row.tax));
  return { subtotal, headerDiscount, net, vat, tax, gross: sum([net, tax]) };
}

function vatTotals(lines: readonly ValuedLine[], digits: number): VatTotal[] {
  const rows = Map.groupBy(lines, ({ vat }) => `${vat.category} ${new Exact(vat.rate).toFixed()}`);
  return [...rows.values()].map((row) => vatTotal(row, digits)).toSorted(byCategoryAndRate);
}

function vatTotal(lines: readonly ValuedLine[], digits: number): VatTotal {
  const { category, rate } = lines[0]?.vat ?? { category: 'exempt', rate: '0' };
  const net = sumOf(lines.map((line) => line.net)).minus(sumOf(lines.map((line) => line.headerDiscount)));
  const tax = net.times(rate).div(100).toDecimalPlaces(digits);
  return { category, rate, net: toAmountText(net, digits), tax: toAmountText(tax, digits) };
}

const byCategoryAndRate = (a: VatTotal, b: VatTotal): number =>
  vatCategorySchema.options.indexOf(a.category) - vatCategorySchema.options.indexOf(b.category) ||
  new Exact(b.rate).comparedTo(a.rate);
