import type { SignatureRule } from '../manifest/authenticity.ts';

/** More signatures than a rotation can explain are not looked at: each costs a computation. */
const MAX_SIGNATURES = 16;

/** The decoded signatures of the header that have the expected prefix; others belong to other versions or algorithms. */
export function sentSignatures(rule: SignatureRule, header: string): Buffer[] {
  const items = rule.separator === undefined ? [header] : header.split(rule.separator, MAX_SIGNATURES);
  return items
    .map((item) => item.trim())
    .filter((item) => item.startsWith(rule.prefix))
    .map((item) => decode(item.slice(rule.prefix.length), rule.encoding));
}

function decode(text: string, encoding: SignatureRule['encoding']): Buffer {
  return Buffer.from(text, encoding);
}
