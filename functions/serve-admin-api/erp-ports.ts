import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ProcessBudgets } from '../shared/budgets/process-budgets.ts';
import { connectorFilesIn } from '../shared/erp/connector-files.ts';
import { loadConnectors } from '../shared/erp/connectors.ts';
import { fetchHttp } from '../shared/erp/fetch/fetch-http.ts';
import { clientSettings } from '../shared/platform/client-settings.ts';
import { connectorsFolder } from '../shared/platform/connectors-folder.ts';
import { ingestionPorts } from '../shared/ingestion/ingestion-ports.ts';
import { findConnection } from '../shared/store/connections.ts';
import { functionSandbox } from './adapters/mapping-sandbox.ts';
import { managedSecrets } from './adapters/managed-secrets.ts';
import { tryConnection } from './connections/try-connection.ts';
import { previewDelivery } from './deliveries/preview-delivery.ts';
import type { ErpPorts } from './ports.ts';
import { rehearse } from './rehearsals/rehearse.ts';
import type { Settings } from './settings.ts';
import { tryBody } from './trials/try-body.ts';

/** The archive, the connectors and the ERPs behind them. */
export function erpPorts(settings: Settings): ErpPorts {
  const ingestion = ingestionPorts(settings);
  const connectors = loadConnectors(connectorsFolder());
  const secrets = managedSecrets(new SecretsManagerClient(clientSettings));
  const http = fetchHttp({ plainHosts: settings.ERP_HTTP_HOSTS });
  // What a person just changed counts at once; only deliveries may go by a connection remembered for seconds.
  const connections = { find: (connectionId: string) => findConnection(ingestion.store, connectionId) };
  const { budgets } = ingestion;
  const trials = {
    ...{ ...ingestion, connectors, secrets },
    shippedFiles: (name: string) => connectorFilesIn(join(connectorsFolder(), name)),
    sandbox: functionSandbox(new LambdaClient(clientSettings), settings.TRY_MAPPING_FUNCTION),
  };
  return {
    archive: ingestion.archive,
    connectors: () => Promise.resolve(connectors),
    testConnection: settling(budgets, tryConnection({ connectors, secrets, http, budgets })),
    preview: settling(budgets, (delivery) => previewDelivery({ ...ingestion, connections }, delivery)),
    tryBody: settling(budgets, (...given) => tryBody(trials, ...given)),
    rehearse: (...given) => rehearse(trials, ...given),
  };
}

/** Whoever asked an ERP for a person gives its share back before it answers. */
const settling =
  <Given extends unknown[], Answer>(budgets: ProcessBudgets, ask: (...given: Given) => Promise<Answer>) =>
  (...given: Given): Promise<Answer> =>
    ask(...given).finally(() => budgets.settle());
