import { SQSClient } from '@aws-sdk/client-sqs';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { loadConnectors } from '../shared/erp/connectors.ts';
import { clientSettings } from '../shared/platform/client-settings.ts';
import { connectionSecrets } from '../shared/platform/connection-secrets.ts';
import { rememberedConnections } from '../shared/platform/connections.ts';
import { connectorsFolder } from '../shared/platform/connectors-folder.ts';
import { entityQueues } from '../shared/platform/entity-queues.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { failureLog } from '../shared/platform/failure-log.ts';
import { lateArchive } from '../shared/platform/late-archive.ts';
import { count, logger, observability } from '../shared/platform/observability.ts';
import { uuidV7 } from '../shared/platform/uuid-v7.ts';
import { openStore } from '../shared/store/store.ts';
import type { DoorPorts } from './ports.ts';
import { readRequest } from './read-request.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
const now = Date.now;
const store = openStore(settings);
const ports: DoorPorts = {
  store,
  now,
  newId: () => uuidV7(now()),
  archive: lateArchive(settings.ARCHIVE_BUCKET),
  connections: rememberedConnections(store, now),
  secrets: connectionSecrets(new SecretsManagerClient(clientSettings), now),
  connectors: loadConnectors(connectorsFolder()),
  queues: entityQueues(new SQSClient(clientSettings), settings),
  counts: { refused: (refusal) => count(`refused-${refusal}`), parked: () => count('parked') },
  failures: failureLog(logger),
};

export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(observability())
  .handler(async (event) => {
    const { status, headers, body } = await receiveDelivery(
      ports,
      event.pathParameters?.connectionId ?? '',
      readRequest(event),
    );
    return { statusCode: status, headers: { ...headers }, body };
  });
