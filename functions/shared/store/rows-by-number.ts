import type * as z from 'zod';
import type { Entity } from '../../../domain/canonical/change.ts';
import { getDocument } from './documents.ts';
import { keys } from './keys.ts';
import { listNumbers } from './numbers.ts';
import type { Page, PageRequest } from './pages.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

interface Numbered {
  readonly recordId: string;
}

export interface NumberedList<Row> {
  readonly company: string;
  readonly entity: Entity;
  readonly number: string | undefined;
  readonly page: PageRequest;
  readonly schema: z.ZodType<Row>;
  readonly isWanted: (row: Row) => boolean;
  /** What is shown in place of a row. */
  readonly instead?: ((row: Row) => Promise<Row>) | undefined;
}

/**
 * The records that have or had exactly the number asked for (D-6), found without reading the list; the list where no number is asked for, or where
 * none is found: numbers are noted a moment after their records.
 */
export async function byNumberOr<Row extends Numbered>(
  store: Store,
  wanted: NumberedList<Row>,
  list: () => Promise<Page<Row>>,
): Promise<Page<Row>> {
  const { number, page } = wanted;
  if (number === undefined || page.cursor !== undefined) return list();
  const items = await rowsByNumber(store, wanted, number);
  return items.length > 0 && items.length <= page.limit ? { items } : list();
}

async function rowsByNumber<Row extends Numbered>(
  store: Store,
  wanted: NumberedList<Row>,
  number: string,
): Promise<Row[]> {
  const { company, entity, schema, instead } = wanted;
  const refs = await listNumbers(store, { company, entity, prefix: number });
  const recordIds = new Set(refs.filter((ref) => ref.number === number).map(({ recordId }) => recordId));
  const items = await Promise.all([...recordIds].map((id) => getDocument(store, keys.record(company, id))));
  const found = items.flatMap((item) => (item ? [readHead(schema, item)] : []));
  const shown = instead ? await Promise.all(found.map(instead)) : found;
  return [...new Map(shown.map((row) => [row.recordId, row])).values()].filter(wanted.isWanted);
}
