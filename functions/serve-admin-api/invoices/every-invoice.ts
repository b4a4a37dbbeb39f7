import { listInvoices, type InvoiceFilter } from '../../shared/store/invoices.ts';
import type { InvoiceRow } from '../../shared/store/rows.ts';
import type { Store } from '../../shared/store/store.ts';

const ROWS_PER_READ = 1_000;

/** All rows of a filter, read on as they are used; nothing but the current page is held. */
export async function* everyInvoice(store: Store, filter: InvoiceFilter): AsyncGenerator<InvoiceRow> {
  let cursor: string | undefined;
  do {
    const page = await listInvoices(store, filter, { limit: ROWS_PER_READ, cursor });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
