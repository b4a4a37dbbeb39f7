import type { LedgerEntry } from '../../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../../domain/ledger/ledger-state.ts';
import type { Key } from '../keys.ts';

/** The only key strings of the ledger's table; every partition starts with the company. */
export const ledgerKeys = {
  /** The month in front makes a month one stretch of its chain: `at` never goes back within it. */
  entry: ({
    company,
    chain,
    at,
    sequence,
  }: Pick<LedgerEntry, 'company' | 'chain' | 'at' | 'sequence'>): Key => ({
    pk: chainPartition(company, chain),
    sk: `${at.slice(0, 7)}#${String(sequence).padStart(12, '0')}`,
  }),
  head: (company: string, chain: string): Key => ({ pk: chainPartition(company, chain), sk: 'head' }),
  state: (company: string, key: string): Key => ({ pk: `${company}#state#${key}`, sk: 'record' }),
  payload: (company: string, hash: string, piece: number): Key => ({
    pk: `${company}#payload#${hash}`,
    sk: `piece#${String(piece).padStart(4, '0')}`,
  }),
};

export const chainPartition = (company: string, chain: string): string => `${company}#chain#${chain}`;

/** All entries of a chain sort between these; its head sorts behind. */
export const allEntries = { from: '0', to: ':' };
export const entriesOfMonth = (month: string) => ({ prefix: `${month}#` });

/** Partitions and sort keys of gsi1: the entries of a key, and the keys in a state by the moment they are due. */
export const ledgerIndexes = {
  history: (company: string, key: string): string => `${company}#history#${key}`,
  inHistory: (keySequence: number): string => String(keySequence).padStart(6, '0'),
  status: (company: string, status: LedgerState['status']): string => `${company}#status#${status}`,
  byDue: (state: LedgerState): string => `${dueAt(state)}#${state.key}`,
};

/** When somebody should look again; of what has ended or waits for a person, when it changed. */
const dueAt = ({ waitUntil, sendBefore, changedAt, quietUntil, status }: LedgerState): string =>
  waitUntil ?? sendBefore ?? (status === 'unknown' ? quietUntil : undefined) ?? changedAt;
