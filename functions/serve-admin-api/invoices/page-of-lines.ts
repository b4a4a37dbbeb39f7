import type { InvoiceRecord } from '../../../domain/records/invoice.ts';
import { invalidCursor } from '../../shared/http/cursor.ts';
import { HttpProblem } from '../../shared/http/problem.ts';
import type { PageRequest } from '../../shared/http/read-query.ts';
import { lineView } from '../views/invoice-view.ts';

/** Pages of one version of the document; lines of two versions must never be read as one document (I-6). */
export function pageOfLines(invoice: InvoiceRecord, page: PageRequest) {
  const { lines = [], ourReference } = invoice.canonical ?? {};
  const start = startOf(invoice, page.cursor);
  const end = start + page.limit;
  return {
    items: lines
      .slice(start, end)
      .map((line, index) => lineView(line, { index: start + index, document: { ourReference } })),
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
