import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Entity } from '../../../domain/canonical/change.ts';
import type { TableWrite } from './batch-write.ts';
import { keyOf, textOf, type Item } from './items.ts';
import { keys, numberPartition, sortable } from './keys.ts';
import type { MirrorRecord } from './mirror-layout.ts';
import { queryPages } from './query-pages.ts';
import type { Store } from './store.ts';

/** What is searched by number: records of the ERP, and our own documents. */
export type Numbered = Entity | 'quote' | 'agreement' | 'project';

/** A number that a record has or had. Never deleted: old numbers stay searchable (D-6). */
export interface NumberRef {
  readonly company: string;
  readonly entity: Numbered;
  readonly number: string;
  readonly recordId: string;
  /** Of invoices: which kind of document counts in this series. */
  readonly kind?: string | undefined;
}

/** A delivery that wrote a record and broke off before it wrote its number is long through by then. */
const SETTLED_AFTER_MS = 86_400_000;

/**
 * The numbers of `record` that `before` did not have. Each was written when it was new; but where that was lately, whoever was to write it
 * may have broken off in between, and would not find its own work any more.
 */
export function newNumberRefs(
  record: MirrorRecord | undefined,
  before: MirrorRecord | undefined,
): NumberRef[] {
  // Orders as the ERP has them are found by our reference; `order` numbers are those of our own.
  if (!record || record.entity === 'order') return [];
  const known = new Set(before && isSettled(before, record) ? numbersOf(before) : []);
  const { company, entity, recordId } = record;
  const kind = record.entity === 'invoice' ? record.canonical?.kind : undefined;
  const fresh = numbersOf(record).filter((number) => !known.has(number));
  return fresh.map((number) => ({ company, entity, number, recordId, kind }));
}

const isSettled = (before: MirrorRecord, { updatedAt }: MirrorRecord): boolean =>
  Date.parse(updatedAt) - Date.parse(before.updatedAt) >= SETTLED_AFTER_MS;

const numbersOf = ({ canonical, formerNumbers }: MirrorRecord): string[] =>
  canonical?.number ? [canonical.number, ...formerNumbers] : formerNumbers;

export const numberWrite = (store: Store, ref: NumberRef): TableWrite => ({
  table: store.crossReferences,
  request: { PutRequest: { Item: numberItem(ref) } },
});

/** The same as a part of a transaction. */
export const numberPut = (store: Store, ref: NumberRef): TransactWriteItem => ({
  Put: { TableName: store.crossReferences, Item: numberItem(ref) },
});

export function numberItem({ company, entity, number, recordId, kind }: NumberRef): Item {
  const item: Item = {
    ...keyOf(keys.number(company, entity, { number, recordId })),
    number: { S: number },
    recordId: { S: recordId },
  };
  return kind === undefined ? item : { ...item, kind: { S: kind } };
}

export interface NumberSearch {
  readonly company: string;
  readonly entity: Numbered;
  /** All numbers that start so; whatever the case. */
  readonly prefix: string;
}

/** Every number with the prefix, in order of the text: for search by number and the check of series for gaps (I-8). */
export async function listNumbers(
  store: Store,
  { company, entity, prefix }: NumberSearch,
): Promise<NumberRef[]> {
  const refs: NumberRef[] = [];
  const pages = queryPages(store.tables, {
    TableName: store.crossReferences,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: {
      ':pk': { S: numberPartition(company, entity) },
      ':prefix': { S: sortable(prefix) },
    },
  });
  for await (const page of pages)
    refs.push(...(page.Items ?? []).map((item) => refOf(item, { company, entity })));
  return refs;
}

const refOf = (item: Item, { company, entity }: { company: string; entity: Numbered }): NumberRef => ({
  ...{ company, entity },
  number: textOf(item, 'number'),
  recordId: textOf(item, 'recordId'),
  kind: item.kind?.S,
});
