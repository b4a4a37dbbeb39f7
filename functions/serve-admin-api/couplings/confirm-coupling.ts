import { ConcurrentChangeError } from '../../../domain/errors.ts';
import type { Coupling } from '../../../domain/records/coupling.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import { conflict } from '../../shared/http/problem.ts';
import { deleteAccount } from '../../shared/store/accounts.ts';
import { linkDebtor } from '../../shared/store/link-debtor.ts';
import { openAccount } from '../accounts/keep-account.ts';
import { requireOpenAccount } from '../accounts/require-account.ts';
import type { AdminPorts } from '../ports.ts';
import { accountFromDebtor } from './account-from-debtor.ts';
import { decided, readForDecision, type Decision } from './decide-coupling.ts';

export type Choice = { readonly accountId: string } | { readonly newAccount: true };

/** Links the debtor to the chosen account; confirming anew moves it there (D-2). */
export async function confirmCoupling(
  ports: AdminPorts,
  decision: Decision,
  choice: Choice,
): Promise<Coupling> {
  const { debtor } = await readForDecision(ports, decision);
  if (debtor.survivorId !== undefined)
    throw conflict(`The debtor was merged into ${debtor.survivorId}; link that one.`);
  if (debtor.deletedAt !== undefined)
    throw conflict('The debtor is deleted in the ERP; there is nothing to link.');
  if ('newAccount' in choice) return confirmWithNewAccount(ports, decision, debtor);
  const { accountId } = await requireOpenAccount(ports.store, decision.company, choice.accountId);
  return link(ports, decision, accountId);
}

/** An account that was made for a link that then failed is taken back. */
async function confirmWithNewAccount(
  ports: AdminPorts,
  decision: Decision,
  debtor: DebtorRecord,
): Promise<Coupling> {
  const account = await openAccount(ports, decision.company, accountFromDebtor(debtor));
  try {
    return await link(ports, decision, account.accountId);
  } catch (error) {
    await deleteAccount(ports.store, account);
    await ports.announce(account, { deleted: true });
    throw error;
  }
}

const MOST_TRIES = 3;

/** A delivery may change the debtor at the same moment; only another decision on the coupling ends ours. */
async function link(ports: AdminPorts, decision: Decision, accountId: string): Promise<Coupling> {
  for (let tries = 1; ; tries += 1) {
    const { coupling, debtor } = await readForDecision(ports, decision);
    const confirmed = decided(ports, coupling, {
      state: 'confirmed',
      accountId,
      decidedBy: decision.decidedBy,
      rejectedAccountIds: coupling.rejectedAccountIds.filter((id) => id !== accountId),
    });
    if (await isLinked(ports, { coupling: confirmed, debtor, isLast: tries === MOST_TRIES }))
      return confirmed;
  }
}

async function isLinked(
  ports: AdminPorts,
  { coupling, debtor, isLast }: { coupling: Coupling; debtor: DebtorRecord; isLast: boolean },
): Promise<boolean> {
  try {
    await linkDebtor(ports.store, { coupling, debtor, at: coupling.updatedAt });
    return true;
  } catch (error) {
    if (error instanceof ConcurrentChangeError && !isLast) return false;
    throw error;
  }
}
