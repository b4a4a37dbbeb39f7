import middy from '@middy/core';
import { orderRecords } from '../shared/orders/order-records.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { count, observability } from '../shared/platform/observability.ts';
import { openLedger } from '../shared/store/ledger/ledger.ts';
import { openStore } from '../shared/store/store.ts';
import { parkOrder, parkOrderSchema } from './park-order.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
const ports = { ...orderRecords(openStore(settings), openLedger(settings)), counts: { count } };

export const handler = middy<unknown>()
  .use(observability())
  .handler((event) => parkOrder(ports, parkOrderSchema.parse(event)));
