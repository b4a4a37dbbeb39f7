import { canonicalJson } from './canonical-json.ts';
import type { LedgerEntry, LedgerKey } from './ledger-event.ts';

/** SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits; the domain computes none itself. */
export type Sha256 = (text: string) => string;

/** What the first entry of a chain has as `previousHash`. */
export const NO_HASH = '0'.repeat(64);

const CHAINS = 16;

export const chainNames: readonly string[] = Array.from({ length: CHAINS }, (_, index) => chainName(index));

/** The chain of a key: sixteen per company, so that hand-overs at the same moment rarely wait for one another. */
export const chainOf = (key: LedgerKey, sha256: Sha256): string =>
  chainName(Number.parseInt(sha256(key).slice(0, 1), 16));

function chainName(index: number): string {
  return `c${String(index).padStart(2, '0')}`;
}

/** The hash of an entry, which holds the hash of the one before: whoever changes one has to change all after it (A1). */
export function hashEntry(entry: Omit<LedgerEntry, 'hash'>, sha256: Sha256): string {
  return sha256(canonicalJson({ ...entry, hash: undefined }));
}

/** Over all that is handed over: the same payload has the same hash, whoever computes it (H4). */
export const hashPayload = (payload: unknown, sha256: Sha256): string => sha256(canonicalJson(payload));
