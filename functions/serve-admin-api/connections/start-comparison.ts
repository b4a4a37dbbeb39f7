import { comparedResources } from '../../shared/erp/compared-resources.ts';
import { conflict } from '../../shared/http/problem.ts';
import type { AdminPorts, ComparisonToStart } from '../ports.ts';
import { requireConnector } from './check-against-connector.ts';
import { requireConnection } from './keep-connection.ts';

/** Starts a full comparison with the ERP where its connector can list the entity (P-4). */
export async function startComparison(
  ports: AdminPorts,
  company: string,
  comparison: ComparisonToStart,
): Promise<void> {
  const { connectionId, entity } = comparison;
  const connection = await requireConnection(ports, company, connectionId);
  if (connection.state === 'paused') throw conflict('The connection is paused; resume it first.');
  const connector = requireConnector(await ports.connectors(), connection.connector);
  if (comparedResources(connector, entity).length === 0)
    throw conflict(`The connector ${connector.name} has no full list of ${entity}s to compare with.`);
  await ports.comparisons.start(comparison);
}
