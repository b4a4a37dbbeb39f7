import type { CanonicalInvoice } from '../canonical/invoice.ts';
import { Exact, toAmountText } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';

/**
 * What is compared with the ERP's own books: one row per month of posting, currency and kind (I-8). `null` where a document of the row
 * states neither tax nor gross: a sum without it would look like the ERP's and be another.
 */
export interface MonthTotal {
  readonly month: string;
  readonly currency: string;
  readonly kind: CanonicalInvoice['kind'];
  readonly documents: number;
  readonly net: string;
  readonly tax: string | null;
  readonly gross: string | null;
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
  const digits = minorDigits(currency);
  const { tax, gross } = taxAndGross(totals);
  return {
    ...total,
    documents: total.documents + 1,
    net: toAmountText(new Exact(total.net).plus(totals.net), digits),
    tax: tax && total.tax !== null ? toAmountText(tax.plus(total.tax), digits) : null,
    gross: gross && total.gross !== null ? toAmountText(gross.plus(total.gross), digits) : null,
  };
}

/** Either follows from the other; where neither is stated, both are unknown. */
function taxAndGross({ net, tax, gross }: Totalled['totals']) {
  const exact = (amount: string | null | undefined) =>
    typeof amount === 'string' ? new Exact(amount) : undefined;
  return {
    tax: exact(tax) ?? exact(gross)?.minus(net),
    gross: exact(gross) ?? exact(tax)?.plus(net),
  };
}
