import middy from '@middy/core';
import { renderRequestSchema } from '../../domain/documents/render-request.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { observability } from '../shared/platform/observability.ts';
import { renderPorts } from './cloud-ports.ts';
import { renderDocument } from './render-document.ts';
import { settingsSchema } from './settings.ts';

const ports = renderPorts(readSettings(settingsSchema));

export const handler = middy<unknown>()
  .use(observability())
  .handler((event) => renderDocument(ports, renderRequestSchema.parse(event)));
