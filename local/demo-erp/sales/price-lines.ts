import type { DocumentLine, Totals } from '../records/document-records.ts';
import type { Decimal } from '../values/decimal.ts';
import { roundMoney, sum, zero } from '../values/decimal.ts';
import { runningRound, shareOut } from './running-round.ts';

type Computed =
  | 'amountExcludingTax'
  | 'amountIncludingTax'
  | 'totalTaxAmount'
  | 'discountAmount'
  | 'invoiceDiscountAllocation'
  | 'netAmount'
  | 'netTaxAmount'
  | 'netAmountIncludingTax';

/** A line before its amounts are known. A discount given as an amount leads its percentage. */
export type UnpricedLine = Omit<DocumentLine, Computed> & { readonly givenDiscount?: Decimal | undefined };

export interface Pricing {
  readonly pricesIncludeTax: boolean;
  /** Discount on the whole document, shared out over the lines. */
  readonly invoiceDiscount: Decimal;
}

interface Split {
  readonly net: Decimal;
  readonly tax: Decimal;
  readonly gross: Decimal;
}

/** Computes all amounts of the lines. Tax is rounded per rate over the document, so lines add up to the totals. */
export function priceLines(lines: readonly UnpricedLine[], pricing: Pricing): DocumentLine[] {
  const discounts = lines.map(discountOf);
  const amounts = lines.map((line, index) => fullPrice(line).minus(at(discounts, index)));
  const allocations = shareOut(pricing.invoiceDiscount, amounts);
  const before = splitTax(lines, amounts, pricing);
  const after = splitTax(
    lines,
    amounts.map((amount, index) => amount.minus(at(allocations, index))),
    pricing,
  );
  return lines.map(({ givenDiscount, ...line }, index) => ({
    ...line,
    ...(givenDiscount && { discountPercent: percentage(givenDiscount, fullPrice(line)) }),
    discountAmount: at(discounts, index),
    invoiceDiscountAllocation: at(allocations, index),
    amountExcludingTax: at(before, index).net,
    totalTaxAmount: at(before, index).tax,
    amountIncludingTax: at(before, index).gross,
    netAmount: at(after, index).net,
    netTaxAmount: at(after, index).tax,
    netAmountIncludingTax: at(after, index).gross,
  }));
}

export function totalsOf(lines: readonly DocumentLine[]): Totals {
  return {
    discountAmount: sum(lines.map((line) => line.invoiceDiscountAllocation)),
    discountAppliedBeforeTax: true,
    totalAmountExcludingTax: sum(lines.map((line) => line.netAmount)),
    totalTaxAmount: sum(lines.map((line) => line.netTaxAmount)),
    totalAmountIncludingTax: sum(lines.map((line) => line.netAmountIncludingTax)),
  };
}

const fullPrice = (line: UnpricedLine): Decimal => roundMoney(line.quantity.times(line.unitPrice));

const discountOf = (line: UnpricedLine): Decimal =>
  line.givenDiscount ?? percentOf(fullPrice(line), line.discountPercent);

const percentage = (part: Decimal, whole: Decimal): Decimal =>
  whole.isZero() ? zero : part.times(100).div(whole).toDecimalPlaces(5);

const percentOf = (amount: Decimal, percent: Decimal): Decimal => roundMoney(amount.times(percent).div(100));

function splitTax(lines: readonly UnpricedLine[], amounts: readonly Decimal[], pricing: Pricing): Split[] {
  const taxes = new Array<Decimal>(lines.length).fill(zero);
  for (const indexes of indexesByRate(lines).values()) {
    const exact = indexes.map((index) => exactTax(at(amounts, index), at(lines, index).taxPercent, pricing));
    runningRound(exact).forEach((tax, position) => (taxes[at(indexes, position)] = tax));
  }
  return amounts.map((amount, index) => {
    const tax = at(taxes, index);
    return pricing.pricesIncludeTax
      ? { net: amount.minus(tax), tax, gross: amount }
      : { net: amount, tax, gross: amount.plus(tax) };
  });
}

function exactTax(amount: Decimal, rate: Decimal, pricing: Pricing): Decimal {
  return amount.times(rate).div(pricing.pricesIncludeTax ? rate.plus(100) : 100);
}

function indexesByRate(lines: readonly UnpricedLine[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  lines.forEach((line, index) => {
    const rate = line.taxPercent.toString();
    const group = groups.get(rate);
    if (group) group.push(index);
    else groups.set(rate, [index]);
  });
  return groups;
}

/** The lists here run in parallel; a missing place is a bug. */
function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}.`);
  return value;
}
