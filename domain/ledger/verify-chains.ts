import type { Find, Finding } from './finding.ts';
import { chainOf, hashEntry, NO_HASH, type Sha256 } from './hashes.ts';
import type { LedgerEntry } from './ledger-event.ts';

/** A point of a chain known from elsewhere: the head when an export began, or one printed with an earlier report. */
export interface Anchor {
  readonly chain: string;
  readonly sequence: number;
  readonly hash: string;
}

interface End {
  readonly sequence: number;
  readonly hash: string;
  readonly at: string;
}

/** Every chain from its first entry on: nothing missing, twice, swapped, changed or cut off (A1). Constant memory per chain. */
export class ChainCheck {
  readonly #sha256: Sha256;
  readonly #find: Find;
  readonly #ends = new Map<string, End>();
  readonly #anchors = new Map<string, Anchor[]>();

  constructor(options: { sha256: Sha256; anchors: readonly Anchor[] }, find: Find) {
    this.#sha256 = options.sha256;
    this.#find = find;
    for (const anchor of options.anchors)
      this.#anchors.set(anchor.chain, [...(this.#anchors.get(anchor.chain) ?? []), anchor]);
  }

  take(entry: LedgerEntry): void {
    const { chain, sequence, hash, at, previousHash, key } = entry;
    const end = this.#ends.get(chain) ?? { sequence: 0, hash: NO_HASH, at: '' };
    const say = this.#saying({ chain, sequence, key });
    if (chainOf(key, this.#sha256) !== chain) say('wrong-chain', `${key} does not belong to this chain`);
    if (sequence !== end.sequence + 1) say('gap', `follows on ${end.sequence}`);
    else if (previousHash !== end.hash) say('broken-chain', 'does not name the hash of the entry before');
    if (hashEntry(entry, this.#sha256) !== hash)
      say('wrong-hash', 'does not have the hash it carries: it was changed');
    if (at < end.at) say('back-in-time', `is dated before the entry in front of it`);
    for (const anchor of this.#anchors.get(chain) ?? [])
      if (anchor.sequence === sequence && anchor.hash !== hash)
        say('not-anchored', 'is not the entry that is known from elsewhere');
    this.#ends.set(chain, { sequence, hash, at });
  }

  end(): void {
    for (const { chain, sequence } of [...this.#anchors.values()].flat()) {
      const last = this.#ends.get(chain)?.sequence ?? 0;
      const sentence = `Chain ${chain} ends at ${last}, but an entry ${sequence} is known.`;
      if (last < sequence) this.#find({ code: 'cut-off', chain, sequence, sentence });
    }
  }

  #saying =
    (where: { readonly chain: string; readonly sequence: number; readonly key: string }) =>
    (code: Finding['code'], what: string): void =>
      this.#find({ code, ...where, sentence: `Entry ${where.sequence} of chain ${where.chain} ${what}.` });
}
