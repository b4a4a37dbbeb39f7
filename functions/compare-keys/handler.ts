import middy from '@middy/core';
import { readSettings } from '../shared/platform/environment.ts';
import { ingestionPorts } from '../shared/ingestion/ingestion-ports.ts';
import { count, observability } from '../shared/platform/observability.ts';
import { settled } from '../shared/platform/settled.ts';
import { comparisonStepSchema, compareKeys } from './compare-keys.ts';
import { settingsSchema } from './settings.ts';

const ports = { ...ingestionPorts(readSettings(settingsSchema)), counts: { count } };

export const handler = middy<unknown>()
  .use(observability())
  .use(settled(ports.budgets))
  .handler((event) => compareKeys(ports, comparisonStepSchema.parse(event)));
