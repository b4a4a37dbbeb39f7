import type { DebtorRecord } from '../records/debtor.ts';
import type { Candidate, Coupling } from '../records/coupling.ts';
import { MOST_CANDIDATES, type Proposal } from './propose-coupling.ts';

/** Who decided where no person did. */
const BY_VAT_ID = 'exact-vat-id';
const BY_DELETION = 'deleted-in-erp';
export const BY_MERGE = 'merged-debtor';

type Party = Pick<DebtorRecord, 'company' | 'recordId'>;

export interface CouplingInput {
  readonly debtor: Pick<DebtorRecord, 'company' | 'recordId' | 'deletedAt' | 'survivorId' | 'accountId'>;
  readonly couplingId: string;
  readonly proposal: Proposal;
  readonly at: string;
}

/**
 * What a coupling becomes after debtor or accounts changed; undefined where it stays as it is. A person's decision stands: a confirmed
 * coupling is never touched, and ruled-out accounts were left out of the proposal. A rejected one opens again only for a new candidate.
 */
export function nextCoupling(known: Coupling | undefined, input: CouplingInput): Coupling | undefined {
  if (known?.state === 'confirmed' || input.debtor.accountId !== undefined) return undefined;
  const { deletedAt, survivorId } = input.debtor;
  if (deletedAt !== undefined || survivorId !== undefined) return withdrawn(known, input);
  const { certain } = input.proposal;
  const candidates = withInherited(known, input.proposal.candidates);
  if (certain !== undefined) return { ...openCoupling(known, input), ...confirmed(certain, input.at) };
  if (known?.state === 'rejected' && !isWithdrawn(known) && candidates.length === 0) return undefined;
  const isSame =
    known?.state === 'proposed' && JSON.stringify(known.candidates) === JSON.stringify(candidates);
  return isSame ? undefined : openCoupling(known, { ...input, proposal: { candidates } });
}

/** No person decided it: the debtor was gone, and is back. */
const isWithdrawn = ({ decidedBy }: Coupling): boolean => decidedBy === BY_DELETION || decidedBy === BY_MERGE;

/** The link of a merged debtor (D-6) is no likeness that could be found again: it stays until a person decides. */
function withInherited(known: Coupling | undefined, found: readonly Candidate[]): Candidate[] {
  const inherited = (known?.candidates ?? []).filter(
    ({ accountId, evidence }) =>
      evidence.some(({ kind }) => kind === 'merged-debtor') && !known?.rejectedAccountIds.includes(accountId),
  );
  const others = found.filter(({ accountId }) => inherited.every((each) => each.accountId !== accountId));
  return [...inherited, ...others].slice(0, MOST_CANDIDATES);
}

/** A debtor that is gone waits for nobody. */
function withdrawn(known: Coupling | undefined, { debtor, at }: CouplingInput): Coupling | undefined {
  if (known?.state !== 'proposed') return undefined;
  const why =
    debtor.survivorId === undefined
      ? { decidedBy: BY_DELETION, reason: 'The debtor was deleted in the ERP.' }
      : { decidedBy: BY_MERGE, reason: `Merged into ${debtor.survivorId}.` };
  return { ...known, ...why, decidedAt: at, state: 'rejected', version: known.version + 1, updatedAt: at };
}

/** The coupling as a proposal; rejected accounts stay remembered. */
export const openCoupling = (
  known: Coupling | undefined,
  { debtor, couplingId, proposal, at }: Omit<CouplingInput, 'debtor'> & { readonly debtor: Party },
): Coupling => ({
  company: debtor.company,
  couplingId,
  debtorId: debtor.recordId,
  state: 'proposed',
  candidates: [...proposal.candidates],
  rejectedAccountIds: known?.rejectedAccountIds ?? [],
  createdAt: known?.createdAt ?? at,
  updatedAt: at,
  version: (known?.version ?? 0) + 1,
});

const confirmed = (accountId: string, at: string) =>
  ({
    state: 'confirmed',
    accountId,
    decidedBy: BY_VAT_ID,
    decidedAt: at,
    reason: 'Same VAT id and country.',
  }) as const;
