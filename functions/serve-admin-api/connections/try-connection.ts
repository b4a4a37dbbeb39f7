import type { Connectors } from '../../shared/erp/connectors.ts';
import type { HttpPort } from '../../shared/erp/fetch/http-port.ts';
import type { ErpBudgets } from '../../shared/erp/open-erp.ts';
import { testConnection } from '../../shared/erp/fetch/test-connection.ts';
import type { ConnectionSecrets, ErpPorts } from '../ports.ts';

export interface TryPorts {
  readonly connectors: Connectors;
  readonly secrets: ConnectionSecrets;
  readonly http: HttpPort;
  readonly budgets: ErpBudgets;
}

/** Asks the ERP with the credentials as they are now, not as they were remembered a minute ago. */
export const tryConnection =
  ({ connectors, secrets, http, budgets }: TryPorts): ErpPorts['testConnection'] =>
  async (connection) => {
    const connector = connectors.get(connection.connector);
    if (!connector) return { ok: false, detail: `The connector ${connection.connector} is not deployed.` };
    const access = { connector, connection, http, secrets: await secrets.read(connection.secretName) };
    return testConnection({ ...access, budget: budgets.of(access) });
  };
