import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import { batchWrite } from './batch-write.ts';
import { needsChunks, putChunks } from './body-chunks.ts';
import { packBody } from './body-codec.ts';
import { putOf, putOrConflict } from './documents.ts';
import { keyOf, textOf, type ChunkSet, type DocumentItem } from './items.ts';
import { CHUNKS, chunkSetVersion, keys, type IndexKey } from './keys.ts';
import { previousOf } from './small-records.ts';
import { queryPages } from './query-pages.ts';
import type { Store } from './store.ts';

interface Large {
  readonly company: string;
  readonly version: number;
}

/** How people's records with many lines lie in the crm table: `head` is what lists show, the whole is the deflated body. */
export interface LargeLayout<Held extends Large> {
  readonly schema: z.ZodType<Held>;
  readonly recordId: (record: Held) => string;
  readonly head: (record: Held) => object;
  readonly index1: (record: Held) => IndexKey;
  readonly index2: (record: Held) => IndexKey | undefined;
}

/** A record ready to be written in one go: pieces too large for one item are stored already, and nobody points to them yet. */
export interface Prepared {
  readonly document: DocumentItem;
  /** Creates at version 1 or replaces the version before. */
  readonly write: TransactWriteItem;
  /** To be called once the record is written: removes what no version points to any more. */
  readonly tidy: () => Promise<void>;
}

export async function prepareLarge<Held extends Large>(
  store: Store,
  layout: LargeLayout<Held>,
  record: Held,
): Promise<Prepared> {
  const owner = { company: record.company, recordId: layout.recordId(record), version: record.version };
  const body = packBody(record);
  const chunks = needsChunks(body) ? await putChunks(store, owner, body) : undefined;
  const document = {
    key: keys.record(record.company, owner.recordId),
    version: record.version,
    head: JSON.stringify(layout.head(record)),
    index1: layout.index1(record),
    index2: layout.index2(record),
    ...(chunks ? { chunks } : { body }),
  };
  return {
    document,
    write: { Put: putOf(store, document, previousOf(record)) },
    tidy: () => dropFormerPieces(store, document, chunks),
  };
}

/** Creates at version 1 or replaces the version before; anybody faster makes it a ConcurrentChangeError. */
export async function putLarge<Held extends Large>(
  store: Store,
  layout: LargeLayout<Held>,
  record: Held,
): Promise<Held> {
  const { document, tidy } = await prepareLarge(store, layout, record);
  await putOrConflict(store, document, previousOf(record));
  await tidy();
  return record;
}

/**
 * Pieces of this version and of those before it that the record does not point to: a predecessor's, or those of a writer who lost the race for
 * this very version. Pieces of a later version may be about to be pointed to.
 */
async function dropFormerPieces(
  store: Store,
  { key, version }: DocumentItem,
  kept: ChunkSet | undefined,
): Promise<void> {
  if (version === 1 && !kept) return;
  const names = await pieceNames(store, key.pk);
  const unused = names.filter(
    (name) => chunkSetVersion(name) <= version && !(kept && name.startsWith(`${CHUNKS}${kept.set}#`)),
  );
  await batchWrite(
    store,
    unused.map((sk) => ({
      table: store.crm,
      request: { DeleteRequest: { Key: keyOf({ pk: key.pk, sk }) } },
    })),
  );
}

async function pieceNames(store: Store, pk: string): Promise<string[]> {
  const names: string[] = [];
  const pages = queryPages(store.tables, {
    TableName: store.crm,
    ConsistentRead: true,
    ProjectionExpression: 'sk',
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: CHUNKS } },
  });
  for await (const page of pages) names.push(...(page.Items ?? []).map((item) => textOf(item, 'sk')));
  return names;
}
