import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readSettings } from '../shared/platform/environment.ts';
import { failureLog } from '../shared/platform/failure-log.ts';
import { logger, observability } from '../shared/platform/observability.ts';
import { workOff } from '../shared/platform/work-off.ts';
import { openStore } from '../shared/store/store.ts';
import { followPorts } from '../shared/orders/follow-records.ts';
import { followOrders } from './follow-orders.ts';
import { readNews } from './read-news.ts';
import { settingsSchema } from './settings.ts';

const ports = followPorts(openStore(readSettings(settingsSchema)));

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(observability())
  .handler(workOff(failureLog(logger), (body) => followOrders(ports, readNews(body))));
