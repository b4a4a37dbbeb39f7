import { everyRow } from '../../shared/store/every-row.ts';
import { listInvoices, type InvoiceFilter } from '../../shared/store/invoices.ts';
import type { InvoiceRow } from '../../shared/store/rows.ts';
import type { Store } from '../../shared/store/store.ts';

const ROWS_PER_READ = 1_000;

export const everyInvoice = (store: Store, filter: InvoiceFilter): AsyncGenerator<InvoiceRow> =>
  everyRow((page) => listInvoices(store, filter, page), ROWS_PER_READ);
