import type * as z from 'zod';
import { deleteDocument, getDocument, putOrConflict } from './documents.ts';
import { textOf, type DocumentItem, type Item } from './items.ts';
import type { IndexKey, Key } from './keys.ts';
import type { Store } from './store.ts';

/** How records that fit one item as they are lie in the crm table; their whole text is the item's head. */
export interface SmallLayout<Held extends { readonly version: number }> {
  readonly schema: z.ZodType<Held>;
  readonly key: (record: Held) => Key;
  readonly index1?: (record: Held) => IndexKey;
  readonly index2?: (record: Held) => IndexKey | undefined;
}

export async function getSmall<Held extends { readonly version: number }>(
  store: Store,
  layout: SmallLayout<Held>,
  key: Key,
): Promise<Held | undefined> {
  const item = await getDocument(store, key);
  return item ? readHead(layout.schema, item) : undefined;
}

/** Creates at `version` 1 or replaces the version before; anybody faster makes it a ConcurrentChangeError. */
export async function putSmall<Held extends { readonly version: number }>(
  store: Store,
  layout: SmallLayout<Held>,
  record: Held,
): Promise<Held> {
  await putOrConflict(store, smallDocument(layout, record), previousOf(record));
  return record;
}

export const deleteSmall = <Held extends { readonly version: number }>(
  store: Store,
  layout: SmallLayout<Held>,
  record: Held,
): Promise<void> => deleteDocument(store, layout.key(record), record.version);

export const smallDocument = <Held extends { readonly version: number }>(
  layout: SmallLayout<Held>,
  record: Held,
): DocumentItem => ({
  key: layout.key(record),
  version: record.version,
  head: JSON.stringify(record),
  index1: layout.index1?.(record),
  index2: layout.index2?.(record),
});

export const previousOf = ({ version }: { readonly version: number }): number | 'absent' =>
  version === 1 ? 'absent' : version - 1;

export const readHead = <Held>(schema: z.ZodType<Held>, item: Item): Held =>
  schema.parse(JSON.parse(textOf(item, 'head')));
