import type { DebtorRecord } from '../records/debtor.ts';
import type { Coupling } from '../records/coupling.ts';
import type { Proposal } from './propose-coupling.ts';

/** Who decided where no person did. */
export const BY_VAT_ID = 'exact-vat-id';
export const BY_DELETION = 'deleted-in-erp';

export interface CouplingInput {
  readonly debtor: Pick<DebtorRecord, 'company' | 'recordId' | 'deletedAt' | 'accountId'>;
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
  if (input.debtor.deletedAt !== undefined) return withdrawn(known, input);
  const { candidates, certain } = input.proposal;
  if (certain !== undefined) return { ...opened(known, input), ...confirmed(certain, input.at) };
  if (known?.state === 'rejected' && known.decidedBy !== BY_DELETION && candidates.length === 0)
    return undefined;
  const isSame =
    known?.state === 'proposed' && JSON.stringify(known.candidates) === JSON.stringify(candidates);
  return isSame ? undefined : opened(known, input);
}

/** A debtor that is gone waits for nobody. */
function withdrawn(known: Coupling | undefined, { at }: CouplingInput): Coupling | undefined {
  if (known?.state !== 'proposed') return undefined;
  const decision = { decidedBy: BY_DELETION, decidedAt: at, reason: 'The debtor was deleted in the ERP.' };
  return { ...known, ...decision, state: 'rejected', version: known.version + 1, updatedAt: at };
}

const opened = (
  known: Coupling | undefined,
  { debtor, couplingId, proposal, at }: CouplingInput,
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
