import { chainOf, hashEntry, NO_HASH, type Sha256 } from './hashes.ts';
import type { LedgerEntry, LedgerEvent, LedgerKey } from './ledger-event.ts';
import type { LedgerState } from './ledger-state.ts';
import { reduceLedger } from './reduce-ledger.ts';

/** Where a chain ends. `at` never goes back, whatever the clocks of the writers say. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
  readonly at: string;
}

export const emptyChain: ChainHead = { sequence: 0, hash: NO_HASH, at: '' };

/** What happened to a hand-over since `before`, as the writer knows it; `now` is its clock in epoch milliseconds. */
export interface LedgerAppend {
  readonly company: string;
  readonly key: LedgerKey;
  readonly before: LedgerState | undefined;
  readonly events: readonly [LedgerEvent, ...LedgerEvent[]];
  readonly actor: string;
  readonly now: number;
}

export interface NextEntries {
  readonly entries: readonly LedgerEntry[];
  readonly state: LedgerState;
  readonly head: ChainHead;
}

/** The entries to write at the end of the chain and what they make of the key, or why one of them cannot be. */
export function nextEntries(
  append: LedgerAppend,
  end: ChainHead,
  sha256: Sha256,
): NextEntries | { readonly refused: string } {
  const entries: LedgerEntry[] = [];
  let { before: state } = append;
  let head: ChainHead = { ...end, at: later(end.at, new Date(append.now).toISOString()) };
  for (const event of append.events) {
    const reduction = reduceLedger(state, { company: append.company, key: append.key, at: head.at, event });
    if ('refused' in reduction) return reduction;
    ({ state } = reduction);
    const entry = entryOf({ append, event, state }, head, sha256);
    head = { sequence: entry.sequence, hash: entry.hash, at: entry.at };
    entries.push(entry);
  }
  return state ? { entries, state, head } : { refused: 'nothing to append' };
}

interface Step {
  readonly append: LedgerAppend;
  readonly event: LedgerEvent;
  readonly state: LedgerState;
}

function entryOf({ append, event, state }: Step, head: ChainHead, sha256: Sha256): LedgerEntry {
  const { company, key, actor } = append;
  const place = { chain: chainOf(key, sha256), sequence: head.sequence + 1, previousHash: head.hash };
  const entry = { company, ...place, key, keySequence: state.keySequence, at: head.at, actor, event };
  return { ...entry, hash: hashEntry(entry, sha256) };
}

const later = (one: string, other: string): string => (one > other ? one : other);
