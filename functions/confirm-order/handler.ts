import middy from '@middy/core';
import { readSettings } from '../shared/platform/environment.ts';
import { observability } from '../shared/platform/observability.ts';
import { orderPorts } from '../shared/orders/cloud-order-ports.ts';
import { orderStepSchema } from '../shared/orders/order-step.ts';
import { settingsSchema } from './settings.ts';
import { confirmOrder } from './confirm-order.ts';

const ports = orderPorts(readSettings(settingsSchema));

export const handler = middy<unknown>()
  .use(observability())
  .handler((event) => confirmOrder(ports, orderStepSchema.parse(event)));
