import { chainOf } from '../../../domain/ledger/hashes.ts';
import type { LedgerEntry, LedgerKey } from '../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import { emptyChain, nextEntries, type ChainHead } from '../../../domain/ledger/next-entries.ts';
import type { LedgerPort } from '../../../functions/shared/hand-over/ports.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';

/** The journal in memory, with the conditions of the real one. */
export class MemoryLedger implements LedgerPort {
  readonly entries: LedgerEntry[] = [];
  readonly #states = new Map<string, LedgerState>();
  readonly #heads = new Map<string, ChainHead>();

  read = (company: string, key: LedgerKey): Promise<LedgerState | undefined> =>
    Promise.resolve(this.#states.get(`${company} ${key}`));

  append: LedgerPort['append'] = (append) => {
    const name = `${append.company} ${append.key}`;
    if (this.#states.get(name)?.keySequence !== append.before?.keySequence)
      return Promise.resolve({ outcome: 'changed' });
    const chain = `${append.company} ${chainOf(append.key, sha256)}`;
    const next = nextEntries(append, this.#heads.get(chain) ?? emptyChain, sha256);
    if ('refused' in next) return Promise.resolve({ outcome: 'refused', reason: next.refused });
    this.#states.set(name, next.state);
    this.#heads.set(chain, next.head);
    this.entries.push(...next.entries);
    return Promise.resolve({ outcome: 'appended', state: next.state });
  };

  keepPayload = (): Promise<void> => Promise.resolve();

  /** What happened to a key, by the names of the events. */
  story = (key: LedgerKey): string[] =>
    this.entries.filter((entry) => entry.key === key).map(({ event }) => event.type);
}
