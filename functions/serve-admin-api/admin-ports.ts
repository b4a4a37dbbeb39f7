import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { fetchHttp } from '../shared/erp/fetch/fetch-http.ts';
import { loadConnectors } from '../shared/erp/connectors.ts';
import { connectorsFolder } from '../shared/platform/connectors-folder.ts';
import { entityQueues } from '../shared/platform/entity-queues.ts';
import { eventBus } from '../shared/platform/event-bus.ts';
import type { FailureLog } from '../shared/platform/failure-log.ts';
import { ingestionPorts } from '../shared/platform/ingestion-ports.ts';
import { findConnection } from '../shared/store/connections.ts';
import { announceAccount } from './adapters/announce-account.ts';
import { catchUps } from './adapters/catch-ups.ts';
import { managedSecrets } from './adapters/managed-secrets.ts';
import { queueDepths } from './adapters/queue-depths.ts';
import { tryConnection } from './connections/try-connection.ts';
import { previewDelivery } from './deliveries/preview-delivery.ts';
import { swaggerAssets } from './docs-page/assets.ts';
import type { AdminPorts } from './ports.ts';
import type { Settings } from './settings.ts';

/** The outside world of the Admin API, from the function's settings. */
export function adminPorts(settings: Settings, failures: FailureLog): AdminPorts {
  const ingestion = ingestionPorts(settings);
  const { store, archive, newId } = ingestion;
  const connectors = loadConnectors(connectorsFolder());
  const secrets = managedSecrets(new SecretsManagerClient({}));
  const http = fetchHttp({ plainHosts: settings.ERP_HTTP_HOSTS });
  // What a person just changed counts at once; only deliveries may go by a connection remembered for seconds.
  const connections = { find: (connectionId: string) => findConnection(store, connectionId) };
  const sqs = new SQSClient({});
  const work = [settings.DEBTORS_QUEUE_URL, settings.PRODUCTS_QUEUE_URL, settings.INVOICES_QUEUE_URL];
  return {
    ...{ store, archive, newId, connectors, secrets },
    now: () => new Date(ingestion.now()),
    queues: {
      ...entityQueues(sqs, settings),
      depths: queueDepths(sqs, work),
      deadLetterDepths: queueDepths(sqs, settings.DEAD_LETTER_QUEUE_URLS),
    },
    catchUps: catchUps(new SFNClient({}), settings.CATCH_UP_STATE_MACHINE_ARN, newId),
    erp: { test: tryConnection({ connectors, secrets, http }) },
    preview: (delivery) => previewDelivery({ ...ingestion, connections }, delivery),
    announce: announceAccount(eventBus(new EventBridgeClient({}), settings.EVENT_BUS_NAME), failures),
    readAsset: swaggerAssets(process.env.LAMBDA_TASK_ROOT ?? process.cwd()),
    webhookBaseUrl: settings.WEBHOOK_BASE_URL,
  };
}
