import type { Verification } from '../../domain/ledger/verify-ledger.ts';
import { table } from '../output.ts';

const ENDS_UNKNOWN =
  'Where its chains have to end is not known: what was cut off there shows only with --heads.';

/**
 * For people: the verdict first, then a sentence per finding, the totals, and what is not in the ERP. `isAnchored`: somebody kept elsewhere where the chains
 * end.
 */
export function verificationLines(verification: Verification, isAnchored: boolean): string[] {
  const { entries, findings, totals, unconfirmed } = verification;
  const verdict =
    findings.length === 0
      ? `${entries} entries: the ledger is whole.`
      : `${entries} entries, ${findings.length} findings: the ledger is NOT whole.`;
  const sums = totals.map((total) => [
    ...[total.month, total.status, String(total.handOvers), String(total.units)],
    `${total.net} ${total.currency}`.trim(),
  ]);
  return [
    verdict,
    ...(isAnchored ? [] : [ENDS_UNKNOWN]),
    ...findings.map(({ code, sentence }) => `✗ ${code}: ${sentence}`),
    ...(sums.length > 0 ? ['', ...table(['month', 'state', 'hand-overs', 'units', 'net'], sums)] : []),
    ...(unconfirmed.length > 0 ? ['', 'Not in the ERP:', ...unconfirmedTable(unconfirmed)] : []),
  ];
}

const unconfirmedTable = (unconfirmed: Verification['unconfirmed']): string[] =>
  table(
    ['hand-over', 'state', 'units', 'reason'],
    unconfirmed.map(({ key, status, units, reason }) => [key, status, String(units), reason]),
  );
