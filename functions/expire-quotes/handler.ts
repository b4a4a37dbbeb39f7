import middy from '@middy/core';
import { businessDay } from '../shared/platform/business-day.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { observability } from '../shared/platform/observability.ts';
import { openStore } from '../shared/store/store.ts';
import { expireQuotes } from './expire-quotes.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
const dayAt = businessDay(settings.TIME_ZONE);
const ports = { store: openStore(settings), now: Date.now, today: () => dayAt(Date.now()) };

export const handler = middy<unknown>()
  .use(observability())
  .handler(() => expireQuotes(ports));
