import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { loadConnectors } from '../shared/erp/connectors.ts';
import { fetchHttp } from '../shared/erp/fetch/fetch-http.ts';
import { clientSettings } from '../shared/platform/client-settings.ts';
import { connectorsFolder } from '../shared/platform/connectors-folder.ts';
import { ingestionPorts } from '../shared/ingestion/ingestion-ports.ts';
import { findConnection } from '../shared/store/connections.ts';
import { managedSecrets } from './adapters/managed-secrets.ts';
import { tryConnection } from './connections/try-connection.ts';
import { previewDelivery } from './deliveries/preview-delivery.ts';
import type { ErpPorts } from './ports.ts';
import type { Settings } from './settings.ts';

/** The archive, the connectors and the ERPs behind them. */
export function erpPorts(settings: Settings): ErpPorts {
  const ingestion = ingestionPorts(settings);
  const connectors = loadConnectors(connectorsFolder());
  const secrets = managedSecrets(new SecretsManagerClient(clientSettings));
  const http = fetchHttp({ plainHosts: settings.ERP_HTTP_HOSTS });
  // What a person just changed counts at once; only deliveries may go by a connection remembered for seconds.
  const connections = { find: (connectionId: string) => findConnection(ingestion.store, connectionId) };
  return {
    archive: ingestion.archive,
    connectors: () => Promise.resolve(connectors),
    testConnection: tryConnection({ connectors, secrets, http }),
    preview: (delivery) => previewDelivery({ ...ingestion, connections }, delivery),
  };
}
