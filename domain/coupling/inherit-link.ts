import type { Candidate, Coupling } from '../records/coupling.ts';
import type { DebtorRecord } from '../records/debtor.ts';
import { BY_MERGE, openCoupling } from './next-coupling.ts';
import { MOST_CANDIDATES, WEIGHT } from './propose-coupling.ts';

type Party = Pick<DebtorRecord, 'company' | 'recordId' | 'accountId'>;

export interface Inheritance {
  readonly merged: Party;
  readonly survivor: Party;
  /** The survivor's coupling as it is. */
  readonly known: Coupling | undefined;
  readonly couplingId: string;
  readonly at: string;
}

/**
 * What the survivor's coupling becomes by the link of a debtor merged into it (D-6); undefined where it stays. A survivor without a link
 * inherits it. One that has another, or that a person ruled the account out for, waits for a person and keeps what it has until then.
 */
export function inheritLink(given: Inheritance): Coupling | undefined {
  const { merged, survivor, known, at } = given;
  const { accountId } = merged;
  if (accountId === undefined || accountId === survivor.accountId || wasAsked(given)) return undefined;
  const opened = openCoupling(known, {
    ...given,
    debtor: survivor,
    proposal: { candidates: known?.candidates ?? [] },
  });
  const isFree = survivor.accountId === undefined && !opened.rejectedAccountIds.includes(accountId);
  if (!isFree) return { ...opened, candidates: withCandidate(opened.candidates, given), reason: WHY_ASKED };
  const reason = `Taken over from the merged debtor ${merged.recordId}.`;
  return { ...opened, state: 'confirmed', accountId, decidedBy: BY_MERGE, decidedAt: at, reason };
}

const WHY_ASKED =
  'A debtor of another account was merged into this one: confirm the account that is right, or merge the accounts.';

/** Once is enough: what a person decided since then stands. */
const wasAsked = ({ known, merged }: Inheritance): boolean =>
  known?.candidates.some(
    ({ accountId, evidence }) =>
      accountId === merged.accountId &&
      evidence.some(({ kind, value }) => kind === 'merged-debtor' && value === merged.recordId),
  ) ?? false;

function withCandidate(candidates: readonly Candidate[], { merged }: Inheritance): Candidate[] {
  const accountId = merged.accountId ?? '';
  const evidence = { kind: 'merged-debtor' as const, value: merged.recordId };
  const same = candidates.find((candidate) => candidate.accountId === accountId);
  const others = candidates.filter((candidate) => candidate !== same);
  const score = Math.max(WEIGHT['merged-debtor'], same?.score ?? 0);
  const ours = { accountId, score, evidence: [...(same?.evidence ?? []), evidence] };
  return [ours, ...others].slice(0, MOST_CANDIDATES);
}

/** The coupling of a merged debtor whose link went to its survivor. */
export const releasedByMerge = (known: Coupling, survivorId: string, at: string): Coupling => ({
  ...known,
  state: 'rejected',
  accountId: undefined,
  decidedBy: BY_MERGE,
  decidedAt: at,
  reason: `Merged into ${survivorId}.`,
  updatedAt: at,
  version: known.version + 1,
});
