import middy from '@middy/core';
import { orderStepSchema } from '../shared/orders/order-step.ts';
import { eventPutter } from '../shared/platform/aws/put-events.ts';
import { businessDay } from '../shared/platform/business-day.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { eventBus } from '../shared/platform/event-bus.ts';
import { observability } from '../shared/platform/observability.ts';
import { openStore } from '../shared/store/store.ts';
import { issueInvoice } from './issue-invoice.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
const dayAt = businessDay(settings.TIME_ZONE);
const ports = {
  store: openStore(settings),
  events: eventBus(eventPutter(), settings.EVENT_BUS_NAME),
  now: Date.now,
  today: () => dayAt(Date.now()),
};

export const handler = middy<unknown>()
  .use(observability())
  .handler((event) => issueInvoice(ports, orderStepSchema.parse(event)));
