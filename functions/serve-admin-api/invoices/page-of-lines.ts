import type { InvoiceRecord } from '../../../domain/records/invoice.ts';
import { invalidCursor } from '../../shared/http/cursor.ts';
import { HttpProblem } from '../../shared/http/problem.ts';
import type { PageRequest } from '../../shared/http/read-query.ts';
import type { Store } from '../../shared/store/store.ts';
import { lineView } from '../views/invoice-view.ts';
import { lineLinks } from './line-links.ts';

/** Pages of one version of the document; lines of two versions must never be read as one document (I-6). */
export async function pageOfLines(store: Store, invoice: InvoiceRecord, page: PageRequest) {
  const { lines = [], ourReference } = invoice.canonical ?? {};
  const start = startOf(invoice, page.cursor);
  const end = start + page.limit;
  const orders = await lineLinks(store, invoice);
  return {
    items: lines.slice(start, end).map((line, place) => {
      const index = start + place;
      return lineView(line, { index, document: { ourReference }, order: orders[index] });
    }),
    cursor: end < lines.length ? `${invoice.version}:${end}` : undefined,
  };
}

function startOf({ version }: InvoiceRecord, cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [, seen, start] = /^(\d+):(\d+)$/.exec(cursor) ?? [];
  if (seen === undefined || start === undefined) throw invalidCursor();
  if (Number(seen) === version) return Number(start);
  throw new HttpProblem(
    'conflict',
    'The document changed since the page before; read its lines from the start.',
  );
}
