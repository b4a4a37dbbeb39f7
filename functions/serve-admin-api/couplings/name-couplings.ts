import type { Coupling } from '../../../domain/records/coupling.ts';
import { readNames } from '../../shared/store/record-names.ts';
import type { AdminPorts } from '../ports.ts';
import { couplingView, type CouplingView } from '../views/coupling-view.ts';

/** Couplings as people read them: all names of a page are read together. */
export async function nameCouplings(
  { store }: Pick<AdminPorts, 'store'>,
  company: string,
  couplings: readonly Coupling[],
): Promise<CouplingView[]> {
  const names = await readNames(store, company, couplings.flatMap(idsIn));
  return couplings.map((coupling) => couplingView(coupling, names));
}

/** The answer of a route about one coupling. */
export async function answerNamed(
  { store }: Pick<AdminPorts, 'store'>,
  coupling: Coupling,
): Promise<{ body: CouplingView; version: number }> {
  const names = await readNames(store, coupling.company, idsIn(coupling));
  return { body: couplingView(coupling, names), version: coupling.version };
}

const idsIn = ({ debtorId, accountId, candidates }: Coupling): string[] => [
  debtorId,
  ...(accountId === undefined ? [] : [accountId]),
  ...candidates.map((candidate) => candidate.accountId),
];
