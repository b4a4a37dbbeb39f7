import type { Connection } from '../../../domain/records/connection.ts';
import { loadConnectors } from '../erp/connectors.ts';
import { fetchHttp } from '../erp/fetch/fetch-http.ts';
import type { Budget } from '../erp/outbound/budget.ts';
import { erpWriter, type ErpWriterOptions } from '../erp/outbound/open-erp-writer.ts';
import { sharedBudget } from '../hand-over/shared-budget.ts';
import { secretReader } from '../platform/aws/get-secret-value.ts';
import { connectionSecrets } from '../platform/connection-secrets.ts';
import { connectorsFolder } from '../platform/connectors-folder.ts';
import { failureLog } from '../platform/failure-log.ts';
import { logger } from '../platform/observability.ts';
import { findConnection } from '../store/connections.ts';
import { takeShare } from '../store/erp-budget.ts';
import type { Store } from '../store/store.ts';
import type { OrderErp } from './order-ports.ts';

/** The ERPs as a function reaches them. All functions draw from one budget for each connection. */
export function orderErp(settings: { readonly ERP_HTTP_HOSTS: readonly string[] }, store: Store): OrderErp {
  const options: ErpWriterOptions = {
    connectors: loadConnectors(connectorsFolder()),
    secrets: connectionSecrets(secretReader(), Date.now),
    http: fetchHttp({ plainHosts: settings.ERP_HTTP_HOSTS }),
  };
  return {
    // Read anew each time: a connection resumed a moment ago must be seen, its order was released because of it.
    connections: { find: (connectionId) => findConnection(store, connectionId) },
    writers: { of: (connection) => writerFor(options, store, connection) },
  };
}

async function writerFor(options: ErpWriterOptions, store: Store, connection: Connection) {
  const { outbound, http } = options.connectors.get(connection.connector)?.manifest ?? {};
  if (!outbound || !http || connection.baseUrl === undefined) return undefined;
  return erpWriter({ ...options, budget: budgetOf(store, connection, http.budget) }, connection);
}

const budgetOf = (
  store: Store,
  { connectionId }: Connection,
  limits: Parameters<typeof sharedBudget>[1],
): Budget =>
  sharedBudget(
    {
      takeShare: (ask) => takeShare(store, connectionId, ask),
      now: Date.now,
      warn: (error) => failureLog(logger).note(error, { connectionId }),
    },
    limits,
  );
