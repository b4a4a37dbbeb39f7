import type { CanonicalInvoice } from '../../../domain/canonical/invoice.ts';
import { seriesGaps, type NumberGap } from '../../../domain/invoices/series-gaps.ts';
import type { InvoiceFilter } from '../../shared/store/invoices.ts';
import type { InvoiceRow } from '../../shared/store/rows.ts';
import type { Store } from '../../shared/store/store.ts';
import { everyInvoice } from './every-invoice.ts';

interface Series {
  readonly connectionId: string;
  readonly kind: CanonicalInvoice['kind'];
}
export type SeriesGap = Series & NumberGap;

interface Group extends Series {
  readonly numbers: string[];
}

/** A number counts as present when any document ever had it: deleted and renumbered ones are no gaps (I-8, D-6). */
export async function findSeriesGaps(store: Store, filter: InvoiceFilter): Promise<SeriesGap[]> {
  const groups = new Map<string, Group>();
  for (const deleted of [false, true]) {
    for await (const row of everyInvoice(store, { ...filter, deleted })) collect(groups, row);
  }
  return [...groups.values()].flatMap(({ connectionId, kind, numbers }) =>
    seriesGaps(numbers).map((gap) => ({ connectionId, kind, ...gap })),
  );
}

function collect(groups: Map<string, Group>, { connectionId, canonical, formerNumbers }: InvoiceRow): void {
  if (!canonical || canonical.status === 'draft') return;
  const key = `${connectionId} ${canonical.kind}`;
  const group = groups.get(key) ?? { connectionId, kind: canonical.kind, numbers: [] };
  groups.set(key, group);
  if (typeof canonical.number === 'string') group.numbers.push(canonical.number);
  group.numbers.push(...formerNumbers);
}
