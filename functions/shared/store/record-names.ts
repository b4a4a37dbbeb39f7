import type { KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { keyOf, textOf, type Item } from './items.ts';
import { keys } from './keys.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

/** What people call a record. */
export interface RecordName {
  readonly name?: string | undefined;
  readonly number?: string | undefined;
}

const text = z.string().nullish();
/** Accounts carry their name themselves, mirrored records in what the ERP told. */
const headSchema = z.object({ name: text, canonical: z.object({ name: text, number: text }).optional() });

const MOST_PER_CALL = 100;
const MOST_TRIES = 8;

/** Names of accounts, contacts, debtors or products by their ids; a record that is gone is not in the answer. */
export async function readNames(
  store: Store,
  company: string,
  recordIds: Iterable<string>,
): Promise<ReadonlyMap<string, RecordName>> {
  const distinct = [...new Set(recordIds)].map((recordId) => keyOf(keys.record(company, recordId)));
  const portions = Array.from({ length: Math.ceil(distinct.length / MOST_PER_CALL) }, (_, index) =>
    distinct.slice(index * MOST_PER_CALL, (index + 1) * MOST_PER_CALL),
  );
  const items = (await Promise.all(portions.map((portion) => readHeads(store, portion)))).flat();
  const { length: prefix } = keys.record(company, '').pk;
  return new Map(items.map((item) => [textOf(item, 'pk').slice(prefix), nameIn(item)]));
}

function nameIn(item: Item): RecordName {
  const { name, canonical } = readHead(headSchema, item);
  return { name: name ?? canonical?.name ?? undefined, number: canonical?.number ?? undefined };
}

/** What the table had no room for is asked for again. */
async function readHeads(store: Store, wanted: Item[]): Promise<Item[]> {
  const found: Item[] = [];
  let left: Record<string, KeysAndAttributes> = {
    [store.crm]: {
      Keys: wanted,
      ProjectionExpression: 'pk, #head',
      ExpressionAttributeNames: { '#head': 'head' },
    },
  };
  for (let tries = 0; Object.keys(left).length > 0; tries += 1) {
    if (tries === MOST_TRIES) throw new Error('DynamoDB left reads of a batch unprocessed.');
    if (tries > 0) await wait(25 * 2 ** tries);
    const answer = await store.tables('BatchGetItem', { RequestItems: left });
    found.push(...(answer.Responses?.[store.crm] ?? []));
    left = answer.UnprocessedKeys ?? {};
  }
  return found;
}
