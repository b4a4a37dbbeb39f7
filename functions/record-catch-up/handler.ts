import middy from '@middy/core';
import { readSettings } from '../shared/platform/environment.ts';
import { count, observability } from '../shared/platform/observability.ts';
import { openStore } from '../shared/store/store.ts';
import { catchUpResultSchema, recordCatchUp } from './record-catch-up.ts';
import { settingsSchema } from './settings.ts';

const ports = { store: openStore(readSettings(settingsSchema)), now: Date.now, counts: { count } };

export const handler = middy<unknown>()
  .use(observability())
  .handler((event) => recordCatchUp(ports, catchUpResultSchema.parse(event)));
