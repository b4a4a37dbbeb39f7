import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { messageSender } from '../shared/platform/aws/send-message.ts';
import { entityQueues } from '../shared/platform/entity-queues.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { failureLog } from '../shared/platform/failure-log.ts';
import { ingestionPorts } from '../shared/ingestion/ingestion-ports.ts';
import { logger, observability, untimed } from '../shared/platform/observability.ts';
import { batchResponse, queuedMessages } from '../shared/platform/queue-batch.ts';
import { settled } from '../shared/platform/settled.ts';
import { applyDeliveries, type ApplyPorts } from './apply-delivery.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
/** Of the minute that an invocation has; what is left is for writing down what came of it. */
const askingMs = 40_000;
const ingestion = ingestionPorts(settings, { purpose: 'read', askingMs });
const ports: ApplyPorts = {
  ...ingestion,
  failures: failureLog(logger),
  queues: entityQueues(messageSender(), settings),
  mostReceives: settings.MAX_RECEIVE_COUNT,
};

export const handler = middy<SQSEvent, SQSBatchResponse>(untimed)
  .use(observability())
  .use(settled(ingestion.budgets))
  .handler(async (event) => batchResponse(await applyDeliveries(ports, queuedMessages(event))));
