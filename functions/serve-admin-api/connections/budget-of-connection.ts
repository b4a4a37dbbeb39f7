import { budgetState, type BudgetState } from '../../../domain/budget/budget-state.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import { credentialOf } from '../../shared/erp/budget/credential.ts';
import { budgetItem } from '../../shared/store/erp-budget.ts';
import type { AdminPorts } from '../ports.ts';

/** How much of the ERP's limits is used now. Undefined where nothing is ever asked. */
export async function budgetOfConnection(
  { connectors, secrets: kept, store, now }: Pick<AdminPorts, 'connectors' | 'secrets' | 'store' | 'now'>,
  connection: Connection,
): Promise<BudgetState | undefined> {
  const connector = (await connectors()).get(connection.connector);
  const { http } = connector?.manifest ?? {};
  if (!connector || !http || connection.baseUrl === undefined) return undefined;
  const secrets = http.budget.per === undefined ? {} : await kept.read(connection.secretName);
  const { use } = await budgetItem(store, credentialOf({ connector, connection, secrets })).read();
  return budgetState(use, http.budget, now().getTime());
}
