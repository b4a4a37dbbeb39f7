import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { loadConnectors } from '../shared/erp/connectors.ts';
import { openArchive } from '../shared/platform/archive.ts';
import { awsCall } from '../shared/platform/aws/call.ts';
import { secretReader } from '../shared/platform/aws/get-secret-value.ts';
import { messageSender } from '../shared/platform/aws/send-message.ts';
import { connectionSecrets } from '../shared/platform/connection-secrets.ts';
import { rememberedConnections } from '../shared/platform/connections.ts';
import { connectorsFolder } from '../shared/platform/connectors-folder.ts';
import { entityQueues } from '../shared/platform/entity-queues.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { failureLog } from '../shared/platform/failure-log.ts';
import { count, logger, observability, untimed } from '../shared/platform/observability.ts';
import { uuidV7 } from '../shared/platform/uuid-v7.ts';
import { connectionDirectory } from '../shared/store/connection-directory.ts';
import { lateSettling } from './late-settling.ts';
import type { DoorPorts } from './ports.ts';
import { readRequest } from './read-request.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
const now = Date.now;
const ports: DoorPorts = {
  now,
  newId: () => uuidV7(now()),
  archive: openArchive(settings.ARCHIVE_BUCKET),
  connections: rememberedConnections(connectionDirectory(awsCall('dynamodb'), settings.CRM_TABLE), now),
  secrets: connectionSecrets(secretReader(), now),
  settle: lateSettling(settings),
  connectors: loadConnectors(connectorsFolder()),
  queues: entityQueues(messageSender(), settings),
  counts: { refused: (refusal) => count(`refused-${refusal}`), parked: () => count('parked') },
  failures: failureLog(logger),
};

export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(untimed)
  .use(observability())
  .handler(async (event) => {
    const { status, headers, body } = await receiveDelivery(
      ports,
      event.pathParameters?.connectionId ?? '',
      readRequest(event),
    );
    return { statusCode: status, headers: { ...headers }, body };
  });
