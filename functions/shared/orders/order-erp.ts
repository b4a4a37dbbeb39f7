import type { Connection } from '../../../domain/records/connection.ts';
import type { ProcessBudgets } from '../budgets/process-budgets.ts';
import { loadConnectors } from '../erp/connectors.ts';
import { fetchHttp } from '../erp/fetch/fetch-http.ts';
import type { ErpOptions } from '../erp/open-erp.ts';
import { erpWriter } from '../erp/outbound/open-erp-writer.ts';
import { secretReader } from '../platform/aws/get-secret-value.ts';
import { connectionSecrets } from '../platform/connection-secrets.ts';
import { connectorsFolder } from '../platform/connectors-folder.ts';
import { findConnection } from '../store/connections.ts';
import type { Store } from '../store/store.ts';
import type { OrderErp } from './order-ports.ts';

/** The ERPs as a function reaches them. */
export function orderErp(
  settings: { readonly ERP_HTTP_HOSTS: readonly string[] },
  store: Store,
  budgets: ProcessBudgets,
): OrderErp {
  const options: ErpOptions = {
    connectors: loadConnectors(connectorsFolder()),
    secrets: connectionSecrets(secretReader(), Date.now),
    http: fetchHttp({ plainHosts: settings.ERP_HTTP_HOSTS }),
    budgets,
  };
  return {
    // Read anew each time: a connection resumed a moment ago must be seen, its order was released because of it.
    connections: { find: (connectionId) => findConnection(store, connectionId) },
    writers: { of: (connection) => writerFor(options, connection) },
  };
}

async function writerFor(options: ErpOptions, connection: Connection) {
  const { outbound, http } = options.connectors.get(connection.connector)?.manifest ?? {};
  if (!outbound || !http || connection.baseUrl === undefined) return undefined;
  return erpWriter(options, connection);
}
