import { packBody, unpackBody } from './body-codec.ts';
import { dropChunks, needsChunks, putChunks } from './body-chunks.ts';
import { putDocument, type Expected, type Written } from './documents.ts';
import { insertTogether } from './insert-together.ts';
import { getWhole, type RecordAddress } from './get-whole.ts';
import { chunksOf, type ChunkSet, type DocumentItem, type Item } from './items.ts';
import { keys } from './keys.ts';
import type { MirrorLayout, MirrorRecord } from './mirror-layout.ts';
import type { Store } from './store.ts';

/** What is stored after a conditional write: our record, or the one that was there instead. */
export type PutResult<Held> =
  | { readonly written: true }
  | { readonly written: false; readonly current: Held | undefined };

export const getMirrored = <Held extends MirrorRecord>(
  store: Store,
  layout: MirrorLayout<Held>,
  address: RecordAddress,
): Promise<Held | undefined> => getWhole(store, layout.schema, address);

/**
 * Writes a record if what we believe is stored still is. The body of a large document is written first, in pieces; the record
 * then points to them in one write, so that no reader ever meets half of it or a mix (I-6).
 */
export async function putMirrored<Held extends MirrorRecord>(
  store: Store,
  { layout, record }: { readonly layout: MirrorLayout<Held>; readonly record: Held },
  expected: Expected,
): Promise<PutResult<Held>> {
  const body = packBody(record);
  const chunks = needsChunks(body) ? await putChunks(store, record, body) : undefined;
  const document = mirrorDocument(layout, record, chunks ? { chunks } : { body });
  const isNew = expected === 'absent';
  const result = await (isNew ? insertTogether(store, document) : putDocument(store, document, expected));
  await dropUnused(store, record, { result, ours: chunks });
  if (result.written) return result;
  return { written: false, current: await currentOf(store, layout, { record, item: result.current }) };
}

export const mirrorDocument = <Held extends MirrorRecord>(
  layout: MirrorLayout<Held>,
  record: Held,
  body: Pick<DocumentItem, 'body' | 'chunks'>,
): DocumentItem => ({
  key: keys.record(record.company, record.recordId),
  version: record.version,
  head: JSON.stringify(layout.head(record)),
  index1: layout.index1(record),
  index2: layout.index2(record),
  ...body,
});

/** The pieces nobody points to any more: the predecessor's after a write, our own after a refused one. */
async function dropUnused(
  store: Store,
  record: MirrorRecord,
  { result, ours }: { result: Written; ours: ChunkSet | undefined },
): Promise<void> {
  const pointedTo = result.written ? ours : chunksOf(result.current);
  const unused = result.written ? chunksOf(result.previous) : ours;
  if (unused && unused.set !== pointedTo?.set) await dropChunks(store, record, unused);
}

async function currentOf<Held extends MirrorRecord>(
  store: Store,
  layout: MirrorLayout<Held>,
  { record, item }: { record: Held; item: Item | undefined },
): Promise<Held | undefined> {
  if (item?.body?.B) return layout.schema.parse(unpackBody(item.body.B));
  return item ? getMirrored(store, layout, record) : undefined;
}
