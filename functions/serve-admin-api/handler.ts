import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createHttpApi } from '../shared/http/http-api.ts';
import type { HttpEvent } from '../shared/http/read-request.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { failureLog } from '../shared/platform/failure-log.ts';
import { logger, observability } from '../shared/platform/observability.ts';
import { requestMemory } from './adapters/request-memory.ts';
import { adminPorts } from './admin-ports.ts';
import { lateRoutes } from './routes/late-routes.ts';
import { settingsSchema } from './settings.ts';

const failures = failureLog(logger);
const ports = adminPorts(readSettings(settingsSchema), failures);
const api = createHttpApi(lateRoutes, {
  ports,
  memory: requestMemory(ports),
  reportBug: (error) => failures.note(error, undefined),
});

export const handler = middy<HttpEvent, APIGatewayProxyStructuredResultV2>()
  .use(observability())
  .handler(api);
