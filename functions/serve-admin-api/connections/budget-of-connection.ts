import { budgetState, type BudgetState } from '../../../domain/budget/budget-state.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import { credentialOf } from '../../shared/erp/budget/credential.ts';
import { budgetItem } from '../../shared/store/erp-budget.ts';
import type { AdminPorts } from '../ports.ts';

/** How much of the ERP's limits is used now. Undefined where nothing is ever asked. */
export async function budgetOfConnection(
  { connectors, store, now }: Pick<AdminPorts, 'connectors' | 'store' | 'now'>,
  connection: Connection,
): Promise<BudgetState | undefined> {
  const { http } = (await connectors()).get(connection.connector)?.manifest ?? {};
  if (!http || connection.baseUrl === undefined) return undefined;
  const { use } = await budgetItem(store, credentialOf({ connection })).read();
  return budgetState(use, http.budget, now().getTime());
}
