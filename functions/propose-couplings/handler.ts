import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readSettings } from '../shared/platform/environment.ts';
import { failureLog } from '../shared/platform/failure-log.ts';
import { logger, observability } from '../shared/platform/observability.ts';
import { workOff } from '../shared/platform/work-off.ts';
import { openStore } from '../shared/store/store.ts';
import { proposeCouplings } from './propose-couplings.ts';
import { readTrigger } from './read-trigger.ts';
import { settingsSchema } from './settings.ts';

const ports = { store: openStore(readSettings(settingsSchema)), now: Date.now };

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(observability())
  .handler(workOff(failureLog(logger), (body) => proposeCouplings(ports, readTrigger(body))));
