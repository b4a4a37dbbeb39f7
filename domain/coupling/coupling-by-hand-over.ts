import type { Coupling } from '../records/coupling.ts';
import type { DebtorRecord } from '../records/debtor.ts';
import { openCoupling } from './next-coupling.ts';

export interface CreatedDebtor {
  readonly debtor: Pick<DebtorRecord, 'company' | 'recordId'>;
  readonly couplingId: string;
  readonly accountId: string;
  readonly at: string;
}

/** The debtor came into being for this account's order: the one link that needs neither likeness nor a person. */
export function couplingByHandOver(known: Coupling | undefined, created: CreatedDebtor): Coupling {
  const { debtor, couplingId, accountId, at } = created;
  const open = openCoupling(known, {
    ...{ debtor, couplingId, at },
    proposal: { candidates: known?.candidates ?? [] },
  });
  return {
    ...open,
    state: 'confirmed',
    accountId,
    rejectedAccountIds: open.rejectedAccountIds.filter((id) => id !== accountId),
    decidedBy: 'hand-over',
    decidedAt: at,
    reason: 'The debtor was found or created for an order of this account.',
  };
}
