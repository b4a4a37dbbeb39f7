import type { ItemBatcher, MapState } from '../definition/schema.ts';
import type { Work } from '../engine/frame.ts';
import { evaluateField, evaluateNumber, type Here } from '../engine/thread.ts';
import { byteSize, type Json } from '../json.ts';

/** AWS passes at most this to one child. */
const LARGEST_BATCH_BYTES = 262_144;

/** Groups items by `MaxItemsPerBatch` and `MaxInputBytesPerBatch`; a child gets `{ BatchInput, Items }`. */
export async function batch(
  here: Here<MapState>,
  batcher: ItemBatcher,
  work: readonly Work[],
): Promise<Work[]> {
  const { BatchInput: template } = batcher;
  const common =
    template === undefined
      ? undefined
      : await evaluateField(here, { name: 'ItemBatcher/BatchInput', template });
  const limits = {
    items: (await limitOf(here, batcher, 'MaxItemsPerBatch')) ?? Infinity,
    bytes: (await limitOf(here, batcher, 'MaxInputBytesPerBatch')) ?? LARGEST_BATCH_BYTES,
  };
  return group(
    work.map(({ input }) => input),
    limits,
  ).map((items) => ({
    input: { ...(common !== undefined && { BatchInput: common }), Items: items },
    weight: items.length,
  }));
}

async function limitOf(
  here: Here<MapState>,
  batcher: ItemBatcher,
  name: 'MaxItemsPerBatch' | 'MaxInputBytesPerBatch',
): Promise<number | undefined> {
  const template = batcher[name];
  if (template === undefined) return undefined;
  return (await evaluateNumber(here, { name: `ItemBatcher/${name}`, template })) || undefined;
}

function group(items: readonly Json[], limits: { readonly items: number; readonly bytes: number }): Json[][] {
  const groups: Json[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = byteSize(item);
    const current = groups.at(-1);
    if (current && current.length < limits.items && bytes + size <= limits.bytes) {
      current.push(item);
      bytes += size;
    } else {
      groups.push([item]);
      bytes = size;
    }
  }
  return groups;
}
