import middy from '@middy/core';
import { readSettings } from '../shared/platform/environment.ts';
import { ingestionPorts } from '../shared/ingestion/ingestion-ports.ts';
import { observability } from '../shared/platform/observability.ts';
import { settled } from '../shared/platform/settled.ts';
import { loadRecords, loadStepSchema } from './load-records.ts';
import { settingsSchema } from './settings.ts';

const ports = ingestionPorts(readSettings(settingsSchema));

export const handler = middy<unknown>()
  .use(observability())
  .use(settled(ports.budgets))
  .handler((event) => loadRecords(ports, loadStepSchema.parse(event)));
