import type * as z from 'zod';
import { getDocument } from './documents.ts';
import { keys } from './keys.ts';
import { listNumbers, type Numbered } from './numbers.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

export interface NumberQuestion {
  readonly company: string;
  readonly entity: Numbered;
  readonly number: string;
}

/** Ids of all that bear exactly this number. */
export async function idsNumbered(store: Store, question: NumberQuestion): Promise<string[]> {
  const { company, entity, number } = question;
  const refs = await listNumbers(store, { company, entity, prefix: number });
  return refs.filter((ref) => ref.number === number).map(({ recordId }) => recordId);
}

export async function rowsNumbered<Row>(
  store: Store,
  question: NumberQuestion,
  schema: z.ZodType<Row>,
): Promise<Row[]> {
  const ids = await idsNumbered(store, question);
  const items = await Promise.all(ids.map((id) => getDocument(store, keys.record(question.company, id))));
  return items.flatMap((item) => (item ? [readHead(schema, item)] : []));
}
