import type * as z from 'zod';
import type { documentTotalsSchema, vatTotalSchema } from '../records/document-totals.ts';
import type { Quote, recurringTotalSchema } from '../records/quote.ts';
import { formatMoney, formatPercent } from './format-number.ts';
import type { TotalRow, TotalsBlock } from './printed-document.ts';
import type { Print } from './printed-rows.ts';
import { fill, textsFor } from './texts.ts';

type Totals = z.infer<typeof documentTotalsSchema>;
type VatTotal = z.infer<typeof vatTotalSchema>;
type RecurringTotal = z.infer<typeof recurringTotalSchema>;

export interface PrintedDiscount {
  readonly totals: Totals;
  readonly headerDiscount?: Quote['headerDiscount'] | undefined;
}

/** Subtotal and discount only where there is one, then net, one row per VAT rate, and what is to be paid. */
export function totalRows({ totals, headerDiscount }: PrintedDiscount, print: Print): TotalRow[] {
  const texts = textsFor(print.locale).totals;
  const money = (amount: string) => formatMoney(amount, print.currency, print.locale);
  const discounted = /[1-9]/.test(totals.headerDiscount)
    ? [
        row(texts.subtotal, money(totals.subtotal)),
        row(discountLabel(headerDiscount, print), money(negated(totals.headerDiscount))),
      ]
    : [];
  return [
    ...discounted,
    row(texts.net, money(totals.net)),
    ...totals.vat.map((vat) => row(vatLabel(vat, print), money(vat.tax))),
    { ...row(texts.gross, money(totals.gross)), strong: true },
  ];
}

/** Recurring lines are not in the totals of a document; each price base is a sum of its own. */
export function recurringBlock(total: RecurringTotal, print: Print): TotalsBlock {
  const { totals, per, head } = textsFor(print.locale);
  const money = (amount: string) => formatMoney(amount, print.currency, print.locale);
  return {
    title: fill(totals.recurring, { per: per[total.priceBase] }),
    rows: [
      row(totals.net, money(total.net)),
      row(head.vatRate, money(total.tax)),
      { ...row(totals.gross, money(total.gross)), strong: true },
    ],
  };
}

const row = (label: string, value: string): TotalRow => ({ label, value, strong: false });

const negated = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

function discountLabel(discount: Quote['headerDiscount'], { locale }: Print): string {
  const { discount: label } = textsFor(locale).totals;
  return discount && 'percent' in discount ? `${label} ${formatPercent(discount.percent, locale)}` : label;
}

function vatLabel({ category, rate, net }: VatTotal, { currency, locale }: Print): string {
  const { totals, untaxed } = textsFor(locale);
  const values = { rate: formatPercent(rate, locale), net: formatMoney(net, currency, locale) };
  if (category === 'standard' || category === 'reduced') return fill(totals.tax, values);
  return fill(totals.untaxed, { ...values, what: untaxed[category] });
}
