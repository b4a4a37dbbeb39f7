import type { Sha256 } from './hashes.ts';
import type { LedgerKey } from './ledger-event.ts';

/** Without I, L, O and U: people read references aloud. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 26;

/** How long every reference is; a connector's reference field must hold it. */
export const REFERENCE_LENGTH = 3 + LENGTH;

/** Our key in the ERP's reference field: short, the same for ever, and unique over companies and keys (130 bits). */
export function referenceOf(company: string, key: LedgerKey, sha256: Sha256): string {
  let bits = BigInt(`0x${sha256(`${company}\n${key}`)}`) >> BigInt(256 - LENGTH * 5);
  let text = '';
  for (let digit = 0; digit < LENGTH; digit += 1) {
    text = (DIGITS[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return `OS-${text}`;
}
