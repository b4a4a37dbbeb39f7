import type * as z from 'zod';
import { readChunks } from './body-chunks.ts';
import { unpackBody } from './body-codec.ts';
import { getDocument } from './documents.ts';
import { chunksOf, type Item } from './items.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

export interface RecordAddress {
  readonly company: string;
  readonly recordId: string;
}

const MOST_READS = 5;

/** A record whose body is deflated and may lie in pieces; always one version of it, never a mix. */
export async function getWhole<Held>(
  store: Store,
  schema: z.ZodType<Held>,
  address: RecordAddress,
): Promise<Held | undefined> {
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const item = await getDocument(store, keys.record(address.company, address.recordId));
    if (!item) return undefined;
    const body = await bodyOf(store, address, item);
    if (body) return schema.parse(unpackBody(body));
  }
  throw new Error(`Record ${address.recordId} was replaced ${MOST_READS} times while it was read.`);
}

/** Undefined where the pieces of the body are gone already: somebody replaced the record since `item` was read. */
async function bodyOf(store: Store, address: RecordAddress, item: Item): Promise<Uint8Array | undefined> {
  const chunks = chunksOf(item);
  return chunks ? readChunks(store, address, chunks) : item.body?.B;
}
