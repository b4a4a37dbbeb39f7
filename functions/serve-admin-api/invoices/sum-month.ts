import { isCounted } from '../../../domain/invoices/is-counted.ts';
import { monthTotals, type MonthTotal } from '../../../domain/invoices/month-totals.ts';
import type { Store } from '../../shared/store/store.ts';
import { everyInvoice } from './every-invoice.ts';

export interface MonthOf {
  readonly company: string;
  readonly month: string;
  readonly connectionId?: string | undefined;
}

/** One row per currency and kind, to be laid beside the ERP's own totals of the month (I-8). Only documents that count. */
export async function sumMonth(
  store: Store,
  { company, month, connectionId }: MonthOf,
): Promise<MonthTotal[]> {
  const invoices = [];
  const filter = { company, connectionId, from: `${month}-01`, to: `${month}-31` };
  for await (const { canonical } of everyInvoice(store, filter)) {
    if (canonical && isCounted(canonical)) invoices.push(canonical);
  }
  return monthTotals(invoices);
}
