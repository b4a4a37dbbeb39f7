import type { CanonicalInvoice } from '../canonical/invoice.ts';
import { Exact, toAmountText } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';

/** What is compared with the ERP's own books: one row per month of posting, currency and kind (I-8). */
export interface MonthTotal {
  readonly month: string;
  readonly currency: string;
  readonly kind: CanonicalInvoice['kind'];
  readonly documents: number;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
}

type Totalled = Pick<CanonicalInvoice, 'postingDate' | 'documentDate' | 'currency' | 'kind' | 'totals'>;

export function monthTotals(invoices: Iterable<Totalled>): MonthTotal[] {
  const totals = new Map<string, MonthTotal>();
  for (const invoice of invoices) {
    const empty = emptyTotal(invoice);
    const key = `${empty.month} ${empty.currency} ${empty.kind}`;
    totals.set(key, plus(totals.get(key) ?? empty, invoice));
  }
  return [...totals.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}

const emptyTotal = ({ postingDate, documentDate, currency, kind }: Totalled): MonthTotal => ({
  month: (postingDate ?? documentDate ?? '').slice(0, 7),
  ...{ currency, kind, documents: 0, net: '0', tax: '0', gross: '0' },
});

function plus(total: MonthTotal, { currency, totals }: Totalled): MonthTotal {
  const add = (sum: string, amount: string | null | undefined) =>
    toAmountText(new Exact(sum).plus(amount ?? '0'), minorDigits(currency));
  return {
    ...total,
    documents: total.documents + 1,
    net: add(total.net, totals.net),
    tax: add(total.tax, totals.tax),
    gross: add(total.gross, totals.gross),
  };
}
