import type { LedgerEntry, LedgerKey } from '../../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../../domain/ledger/ledger-state.ts';
import { keyOf, textOf, type Item } from '../items.ts';
import { queryPages } from '../query-pages.ts';
import type { Ledger } from './ledger.ts';
import { readEntry, readState } from './ledger-items.ts';
import { ledgerIndexes, ledgerKeys } from './ledger-keys.ts';

/** How a hand-over stands, consistently. */
export async function readLedgerState(
  ledger: Ledger,
  company: string,
  key: LedgerKey,
): Promise<LedgerState | undefined> {
  const Key = keyOf(ledgerKeys.state(company, key));
  const answer = await ledger.tables('GetItem', { TableName: ledger.table, Key, ConsistentRead: true });
  return answer.Item ? readState(answer.Item) : undefined;
}

/** All entries of a key, the first first. The index may lag a moment behind. */
export async function keyHistory(ledger: Ledger, company: string, key: LedgerKey): Promise<LedgerEntry[]> {
  const keys = await keysOfHistory(ledger, ledgerIndexes.history(company, key));
  const entries: LedgerEntry[] = [];
  for (let start = 0; start < keys.length; start += MOST_PER_CALL)
    entries.push(...(await readTogether(ledger, keys.slice(start, start + MOST_PER_CALL))));
  return entries.sort((one, other) => one.keySequence - other.keySequence);
}

const MOST_PER_CALL = 100;

async function keysOfHistory(ledger: Ledger, partition: string): Promise<Item[]> {
  const keys: Item[] = [];
  const query = {
    TableName: ledger.table,
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: partition } },
  };
  for await (const { Items = [] } of queryPages(ledger.tables, query))
    keys.push(...Items.map((item) => keyOf({ pk: textOf(item, 'pk'), sk: textOf(item, 'sk') })));
  return keys;
}

/** A call may leave some unread; each round reads at least one. */
async function readTogether(ledger: Ledger, keys: Item[]): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  let left = keys;
  while (left.length > 0) {
    const RequestItems = { [ledger.table]: { Keys: left, ConsistentRead: true } };
    const answer = await ledger.tables('BatchGetItem', { RequestItems });
    entries.push(...(answer.Responses?.[ledger.table] ?? []).map(readEntry));
    left = answer.UnprocessedKeys?.[ledger.table]?.Keys ?? [];
  }
  return entries;
}
