import { createHash } from 'node:crypto';
import { batchWrite, type TableWrite } from './batch-write.ts';
import { keyOf, type ChunkSet, type Item } from './items.ts';
import { chunkPrefix, keys } from './keys.ts';
import { queryPages } from './query-pages.ts';
import type { Store } from './store.ts';

/** An item may have 400 KB with its names, keys and head. */
const LARGEST_PIECE = 300_000;

interface Owner {
  readonly company: string;
  readonly recordId: string;
}

export const needsChunks = (body: Uint8Array): boolean => body.length > LARGEST_PIECE;

/** Writes the pieces under a name of their own: two writers racing for one version never mix theirs. */
export async function putChunks(
  store: Store,
  owner: Owner & { version: number },
  body: Uint8Array,
): Promise<ChunkSet> {
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  const chunks = { set: `${owner.version}-${digest}`, count: Math.ceil(body.length / LARGEST_PIECE) };
  const pieces = indexesOf(chunks).map((index) =>
    body.subarray(index * LARGEST_PIECE, (index + 1) * LARGEST_PIECE),
  );
  const items = pieces.map((piece, index) => ({ ...chunkKey(owner, chunks, index), body: { B: piece } }));
  for (const item of items)
    await batchWrite(store, [{ table: store.crm, request: { PutRequest: { Item: item } } }]);
  return chunks;
}

/** Undefined when pieces are missing: the record was replaced between reading it and reading them. */
export async function readChunks(
  store: Store,
  owner: Owner,
  chunks: ChunkSet,
): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  for await (const { Items = [] } of queryPages(store.tables, queryFor(store, owner, chunks)))
    for (const item of Items) if (item.body?.B) pieces.push(item.body.B);
  return pieces.length === chunks.count ? Buffer.concat(pieces) : undefined;
}

export async function dropChunks(store: Store, owner: Owner, chunks: ChunkSet): Promise<void> {
  const writes = indexesOf(chunks).map(
    (index): TableWrite => ({
      table: store.crm,
      request: { DeleteRequest: { Key: chunkKey(owner, chunks, index) } },
    }),
  );
  await batchWrite(store, writes);
}

const queryFor = (store: Store, owner: Owner, chunks: ChunkSet) => ({
  TableName: store.crm,
  ConsistentRead: true,
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: {
    ':pk': { S: keys.record(owner.company, owner.recordId).pk },
    ':prefix': { S: chunkPrefix(chunks.set) },
  },
});

const chunkKey = (owner: Owner, { set }: ChunkSet, index: number): Item =>
  keyOf(keys.chunk(owner.company, owner.recordId, { set, index }));

const indexesOf = ({ count }: ChunkSet): number[] => Array.from({ length: count }, (_, index) => index);
