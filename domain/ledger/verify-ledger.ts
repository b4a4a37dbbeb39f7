import * as z from 'zod';
import {
  checkUnits,
  totalsOf,
  unconfirmedOf,
  type LedgerTotal,
  type Unconfirmed,
} from './account-for-units.ts';
import type { Finding } from './finding.ts';
import type { Sha256 } from './hashes.ts';
import { ledgerEntrySchema } from './ledger-event.ts';
import { ChainCheck, type Anchor } from './verify-chains.ts';
import { KeyCheck } from './verify-keys.ts';

export interface VerifyOptions {
  readonly sha256: Sha256;
  /** Restricts totals and reasons to what was begun in it, such as `2026-11`; the proof always covers everything. */
  readonly month?: string | undefined;
  /** Without any, nobody can tell whether the end was cut off. */
  readonly anchors?: readonly Anchor[] | undefined;
}

/** `totals` and `unconfirmed` account for every unit: it is in the ERP exactly once, or here with its reason. */
export interface Verification {
  readonly findings: readonly Finding[];
  readonly entries: number;
  readonly totals: readonly LedgerTotal[];
  readonly unconfirmed: readonly Unconfirmed[];
}

/** Proves a journal entry by entry, from nothing but the entries: each chain in its order, the chains in any. */
export class LedgerVerifier {
  readonly #findings: Finding[] = [];
  readonly #month: string | undefined;
  readonly #chains: ChainCheck;
  readonly #keys: KeyCheck;
  #company: string | undefined;
  #entries = 0;

  constructor({ sha256, month, anchors = [] }: VerifyOptions) {
    const find = (finding: Finding) => void this.#findings.push(finding);
    this.#month = month;
    this.#chains = new ChainCheck({ sha256, anchors }, find);
    this.#keys = new KeyCheck(find);
  }

  /** Takes an entry as it was read, whatever it is. */
  take(raw: unknown): void {
    this.#entries += 1;
    const read = ledgerEntrySchema.safeParse(raw);
    if (!read.success) {
      const sentence = `Entry ${this.#entries} of the export is none of ours: ${z.prettifyError(read.error)}`;
      return void this.#findings.push({ code: 'unreadable', sentence });
    }
    const entry = read.data;
    this.#company ??= entry.company;
    if (entry.company !== this.#company) {
      const sentence = `Entry ${this.#entries} of the export belongs to ${entry.company}, not to ${this.#company}.`;
      return void this.#findings.push({ code: 'other-company', sentence });
    }
    this.#chains.take(entry);
    this.#keys.take(entry);
  }

  end(): Verification {
    this.#chains.end();
    checkUnits(this.#keys.accounts, (finding) => void this.#findings.push(finding));
    const reported = [...this.#keys.accounts].filter(({ begunAt }) => begunAt.startsWith(this.#month ?? ''));
    return {
      findings: this.#findings,
      entries: this.#entries,
      totals: totalsOf(reported),
      unconfirmed: unconfirmedOf(reported),
    };
  }
}

/** The same over a whole export: offline, in one pass, with memory for the open ends only. */
export async function verifyLedger(
  entries: Iterable<unknown> | AsyncIterable<unknown>,
  options: VerifyOptions,
): Promise<Verification> {
  const verifier = new LedgerVerifier(options);
  for await (const entry of entries) verifier.take(entry);
  return verifier.end();
}
