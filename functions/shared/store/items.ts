import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { IndexKey, Key } from './keys.ts';

export type Item = Record<string, AttributeValue>;

/**
 * One item of the crm table: `head` is JSON text, projected into the indexes so that lists need no second read;
 * `body` is the whole record, deflated. Small records live in `head` alone. `chunks` names and counts the pieces of a body
 * too large for one item.
 */
export interface DocumentItem {
  readonly key: Key;
  readonly version: number;
  readonly head: string;
  readonly body?: Uint8Array;
  readonly chunks?: ChunkSet | undefined;
  readonly index1?: IndexKey | undefined;
  readonly index2?: IndexKey | undefined;
}

export interface ChunkSet {
  readonly set: string;
  readonly count: number;
}

/** Written by hand: a generic marshaller costs more than the rest of the write. */
export function itemOf(document: DocumentItem): Item {
  const item: Item = {
    ...keyOf(document.key),
    version: { N: String(document.version) },
    head: { S: document.head },
  };
  if (document.body) item.body = { B: document.body };
  if (document.chunks) {
    item.chunkSet = { S: document.chunks.set };
    item.chunkCount = { N: String(document.chunks.count) };
  }
  addIndex(item, 'gsi1', document.index1);
  addIndex(item, 'gsi2', document.index2);
  return item;
}

export const keyOf = (key: Key): Item => ({ pk: { S: key.pk }, sk: { S: key.sk } });

function addIndex(item: Item, name: string, index: IndexKey | undefined): void {
  if (!index) return;
  item[`${name}pk`] = { S: index.partition };
  item[`${name}sk`] = { S: index.sort };
}

export const chunksOf = (item: Item | undefined): ChunkSet | undefined =>
  item?.chunkSet?.S === undefined ? undefined : { set: item.chunkSet.S, count: numberOf(item, 'chunkCount') };

/** A stored item without what we put there is no answer of a table of ours: a bug, loudly. */
export function textOf(item: Item, name: string): string {
  const text = item[name]?.S;
  if (text === undefined) throw new Error(`Stored item ${item.pk?.S ?? '?'} has no text "${name}".`);
  return text;
}

export const numberOf = (item: Item, name: string): number => Number(item[name]?.N ?? Number.NaN);
