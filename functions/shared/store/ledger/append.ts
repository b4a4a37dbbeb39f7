import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ConcurrentChangeError } from '../../../../domain/errors.ts';
import { chainOf } from '../../../../domain/ledger/hashes.ts';
import type { LedgerState } from '../../../../domain/ledger/ledger-state.ts';
import {
  nextEntries,
  type ChainHead,
  type LedgerAppend,
  type NextEntries,
} from '../../../../domain/ledger/next-entries.ts';
import { keyOf } from '../items.ts';
import { TransactionCancelledError } from '../refusals.ts';
import type { Ledger } from './ledger.ts';
import { entryItem, headItem, readHead, stateItem } from './ledger-items.ts';
import { ledgerKeys } from './ledger-keys.ts';
import { sha256 } from './sha256.ts';

/** `changed`: somebody else wrote to the key since it was read. `refused`: the entry cannot follow, whoever writes it. */
export type Appended =
  | { readonly outcome: 'appended'; readonly state: LedgerState }
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'refused'; readonly reason: string };

const MOST_TRIES = 12;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/**
 * Appends to the journal in one transaction: the entries, the head of their chain and the state of their key, each guarded by what was read. Another
 * key of the same chain that was quicker costs a pause, as long as `random` (0 to 1) says; another entry of the same key is an answer.
 */
export async function appendToLedger(
  ledger: Ledger,
  append: LedgerAppend,
  random: () => number = Math.random,
): Promise<Appended> {
  const place = { company: append.company, chain: chainOf(append.key, sha256) };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (tries > 0) await wait(random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
    const head = await chainHead(ledger, place);
    const next = nextEntries(append, head, sha256);
    if ('refused' in next) return { outcome: 'refused', reason: next.refused };
    const end = await write(ledger, writesFor(ledger, { append, place, head, next }));
    if (end === 'written') return { outcome: 'appended', state: next.state };
    if (end === 'changed') return { outcome: 'changed' };
  }
  throw new ConcurrentChangeError(
    `The ledger's chain ${place.chain} of ${place.company} is crowded; try again.`,
  );
}

interface Place {
  readonly company: string;
  readonly chain: string;
}

export async function chainHead(ledger: Ledger, { company, chain }: Place): Promise<ChainHead> {
  const Key = keyOf(ledgerKeys.head(company, chain));
  const answer = await ledger.tables('GetItem', { TableName: ledger.table, Key, ConsistentRead: true });
  return readHead(answer.Item);
}

interface Writing {
  readonly append: LedgerAppend;
  readonly place: Place;
  readonly head: ChainHead;
  readonly next: NextEntries;
}

/** The key's state comes first: its reason tells a race for the key from one for the chain. */
function writesFor(ledger: Ledger, { append, place, head, next }: Writing): TransactWriteItem[] {
  const put = (Item: ReturnType<typeof stateItem>, condition: object) => ({
    Put: { TableName: ledger.table, Item, ...condition },
  });
  return [
    put(stateItem(next.state), stillAt('version', append.before?.keySequence)),
    put(headItem(place, next.head), stillAt('#sequence', head.sequence || undefined, head.hash)),
    ...next.entries.map((entry) =>
      put(entryItem(entry), { ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  ];
}

function stillAt(name: string, number: number | undefined, hash?: string) {
  if (number === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  const same = { ':number': { N: String(number) } };
  if (hash === undefined)
    return { ConditionExpression: `${name} = :number`, ExpressionAttributeValues: same };
  return {
    ConditionExpression: `${name} = :number AND #hash = :hash`,
    ExpressionAttributeNames: { '#sequence': 'sequence', '#hash': 'hash' },
    ExpressionAttributeValues: { ...same, ':hash': { S: hash } },
  };
}

/** What a lost race looks like, at the key or at the chain; and what a table without room says. */
const CROWDED: ReadonlySet<string | undefined> = new Set([
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

async function write(
  ledger: Ledger,
  TransactItems: TransactWriteItem[],
): Promise<'written' | 'changed' | 'crowded'> {
  try {
    await ledger.tables('TransactWriteItems', { ClientRequestToken: randomUUID(), TransactItems });
    return 'written';
  } catch (error) {
    if (!(error instanceof TransactionCancelledError)) throw error;
    const [state, ...others] = error.reasons;
    if (state === 'ConditionalCheckFailed') return 'changed';
    if ([state, ...others].some((reason) => CROWDED.has(reason))) return 'crowded';
    throw error;
  }
}
