import type { LedgerEntry } from '../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import {
  emptyChain,
  nextEntries,
  type ChainHead,
  type LedgerAppend,
} from '../../../domain/ledger/next-entries.ts';
import { chainOf } from '../../../domain/ledger/hashes.ts';
import type { LedgerPort } from '../../../functions/shared/hand-over/ports.ts';
import type { Appended } from '../../../functions/shared/store/ledger/append.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import { Lost, type Worker } from './worker.ts';
import type { World } from './world.ts';

const failure = (): never => {
  throw new Lost();
};

/** The ledger's table: appends are conditional, and their answers can get lost. */
export class Journal {
  readonly entries: LedgerEntry[] = [];
  readonly #world: World;
  readonly #states = new Map<string, LedgerState>();
  readonly #heads = new Map<string, ChainHead>();
  readonly #payloads = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  stateOf(key: string): LedgerState | undefined {
    return this.#states.get(key);
  }

  withReference(reference: string): LedgerState | undefined {
    return [...this.#states.values()].find((state) => state.reference === reference);
  }

  get states(): readonly LedgerState[] {
    return [...this.#states.values()];
  }

  port(worker: Worker): LedgerPort {
    const call = <Answer>(name: string, perform: () => Answer): Promise<Answer> =>
      worker.call('table', name, (trouble) => {
        if (trouble?.kind === 'fail before') return { give: failure };
        const answer = perform();
        return { give: trouble?.kind === 'lose the answer' ? failure : () => answer };
      });
    return {
      read: (_, key) => call('read', () => this.#states.get(key)),
      append: (append) => call(append.events.map(({ type }) => type).join(), () => this.#append(append)),
      keepPayload: ({ hash }) => call('keep payload', () => void this.#payloads.add(hash)),
    };
  }

  #append(append: LedgerAppend): Appended {
    const stored = this.#states.get(append.key);
    if (stored?.keySequence !== append.before?.keySequence) return { outcome: 'changed' };
    const chain = chainOf(append.key, sha256);
    const next = nextEntries(append, this.#heads.get(chain) ?? emptyChain, sha256);
    if ('refused' in next) return { outcome: 'refused', reason: next.refused };
    this.#heads.set(chain, next.head);
    this.#states.set(append.key, next.state);
    this.entries.push(...next.entries);
    this.#world.watch.appended(next.entries, next.state);
    return { outcome: 'appended', state: next.state };
  }

  holdsPayload(hash: string): boolean {
    return this.#payloads.has(hash);
  }

  heads(): Record<string, ChainHead> {
    return Object.fromEntries(this.#heads);
  }
}
