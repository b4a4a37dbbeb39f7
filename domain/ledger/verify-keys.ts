import { sumOf } from '../money/decimals.ts';
import type { Find } from './finding.ts';
import type { LedgerEntry, LedgerUnit } from './ledger-event.ts';
import type { LedgerState } from './ledger-state.ts';
import { reduceLedger } from './reduce-ledger.ts';

/** A hand-over as its entries leave it, with what only the journal itself knows. */
export interface HandOverAccount {
  readonly state: LedgerState;
  readonly units: readonly LedgerUnit[];
  /** When it was first planned: the month it is reported in (UTC). */
  readonly begunAt: string;
}

/** Every hand-over, replayed by the reducer that wrote it: what the reducer refuses never can have happened (H3 to H6, A2). */
export class KeyCheck {
  readonly #find: Find;
  readonly #accounts = new Map<string, HandOverAccount>();
  readonly #broken = new Set<string>();

  constructor(find: Find) {
    this.#find = find;
  }

  get accounts(): Iterable<HandOverAccount> {
    return this.#accounts.values();
  }

  take(entry: LedgerEntry): void {
    const { key, event } = entry;
    if (this.#broken.has(key)) return;
    const before = this.#accounts.get(key);
    if (entry.keySequence !== (before?.state.keySequence ?? 0) + 1)
      return this.#break(
        entry,
        'key-gap',
        `Entry ${entry.keySequence} of ${key} follows on ${before?.state.keySequence ?? 'nothing'}.`,
      );
    const reduction = reduceLedger(before?.state, entry);
    if ('refused' in reduction) return this.#break(entry, 'impossible', `In ${key}, ${reduction.refused}.`);
    const units = event.type === 'planned' ? event.units : (before?.units ?? []);
    if (event.type === 'planned') this.#compareUnits(entry, event);
    this.#accounts.set(key, { state: reduction.state, units, begunAt: before?.begunAt ?? entry.at });
  }

  /** One finding per hand-over: what follows on a break means nothing. */
  #break({ key, chain, sequence }: LedgerEntry, code: 'key-gap' | 'impossible', sentence: string): void {
    this.#broken.add(key);
    this.#find({ code, key, chain, sequence, sentence });
  }

  #compareUnits(
    { key, chain, sequence }: LedgerEntry,
    { net, units }: { net?: string | undefined; units: readonly LedgerUnit[] },
  ): void {
    const nets = units.flatMap((unit) => (unit.net === undefined ? [] : [unit.net]));
    if (net === undefined || nets.length === 0 || sumOf(nets).eq(net)) return;
    const sentence = `The units of ${key} come to ${sumOf(nets).toFixed()}, not to ${net}.`;
    this.#find({ code: 'units-differ', key, chain, sequence, sentence });
  }
}
