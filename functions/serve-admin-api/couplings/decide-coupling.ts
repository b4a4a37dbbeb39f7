import type { Coupling } from '../../../domain/records/coupling.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import { getCoupling, saveCoupling } from '../../shared/store/couplings.ts';
import { getDebtor } from '../../shared/store/debtors.ts';
import { linkDebtor } from '../../shared/store/link-debtor.ts';
import type { AdminPorts } from '../ports.ts';

export interface Decision {
  readonly company: string;
  readonly couplingId: string;
  readonly expectedVersion: number;
  readonly decidedBy: string;
}

export async function rejectCoupling(
  ports: AdminPorts,
  decision: Decision,
  reason: string,
): Promise<Coupling> {
  const { coupling, debtor } = await readForDecision(ports, decision);
  if (coupling.state !== 'proposed')
    throw conflict(`The coupling is ${coupling.state}; only a proposal is rejected.`);
  const { candidates, rejectedAccountIds } = coupling;
  const refused = [...candidates.map(({ accountId }) => accountId), debtor.accountId].filter(isKnown);
  const rejected = decided(ports, coupling, {
    state: 'rejected',
    decidedBy: decision.decidedBy,
    reason,
    rejectedAccountIds: [...new Set([...rejectedAccountIds, ...refused])],
  });
  if (debtor.accountId === undefined) return saveCoupling(ports.store, rejected);
  // A merge asked whether the present account is still right (D-6): neither it nor the other is.
  await linkDebtor(ports.store, { coupling: rejected, debtor, at: rejected.updatedAt });
  return rejected;
}

const isKnown = (accountId: string | undefined): accountId is string => accountId !== undefined;

/** Rejected candidates may be proposed again; an account that was linked and is taken back is not coupled anew by itself. */
export async function undoCoupling(ports: AdminPorts, decision: Decision): Promise<Coupling> {
  const { coupling, debtor } = await readForDecision(ports, decision);
  if (coupling.state === 'proposed')
    throw conflict('Nothing was decided yet; there is nothing to take back.');
  if (coupling.state === 'rejected')
    return saveCoupling(ports.store, decided(ports, coupling, reopened(coupling)));
  const unlinked = decided(ports, coupling, takenBack(coupling));
  await linkDebtor(ports.store, { coupling: unlinked, debtor, at: unlinked.updatedAt });
  return unlinked;
}

function reopened({ candidates, rejectedAccountIds }: Coupling): Outcome {
  const refused = candidates.map((candidate) => candidate.accountId);
  return { state: 'proposed', rejectedAccountIds: rejectedAccountIds.filter((id) => !refused.includes(id)) };
}

function takenBack({ candidates, rejectedAccountIds, accountId }: Coupling): Outcome {
  const ruledOut = accountId === undefined ? [] : [accountId];
  return {
    state: 'proposed',
    candidates: candidates.filter((candidate) => candidate.accountId !== accountId),
    rejectedAccountIds: [...new Set([...rejectedAccountIds, ...ruledOut])],
  };
}

export async function readForDecision(
  { store }: AdminPorts,
  decision: Decision,
): Promise<{ coupling: Coupling; debtor: DebtorRecord }> {
  const coupling = await getCoupling(store, decision.company, decision.couplingId);
  if (!coupling) throw notFound(`coupling ${decision.couplingId}`);
  assertVersion(coupling.version, decision.expectedVersion);
  const debtor = await getDebtor(store, decision.company, coupling.debtorId);
  if (!debtor) throw notFound(`debtor ${coupling.debtorId}`);
  return { coupling, debtor };
}

type Outcome = Pick<Coupling, 'state' | 'rejectedAccountIds'> &
  Partial<Pick<Coupling, 'accountId' | 'candidates' | 'decidedBy' | 'reason'>>;

/** The next version: who decided what and when; nothing of an earlier decision stays. */
export function decided(ports: AdminPorts, coupling: Coupling, outcome: Outcome): Coupling {
  const { company, couplingId, debtorId, candidates, createdAt, version } = coupling;
  const updatedAt = ports.now().toISOString();
  return {
    ...{ company, couplingId, debtorId, candidates, createdAt, updatedAt, version: version + 1 },
    ...outcome,
    ...(outcome.decidedBy !== undefined && { decidedAt: updatedAt }),
  };
}
