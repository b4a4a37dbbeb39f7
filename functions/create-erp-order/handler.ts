import middy from '@middy/core';
import { processBudgets } from '../shared/budgets/process-budgets.ts';
import { orderErp } from '../shared/orders/order-erp.ts';
import { orderRecords, soldProducts } from '../shared/orders/order-records.ts';
import { orderStepSchema } from '../shared/orders/order-step.ts';
import { transferPorts } from '../shared/orders/transfer-ports.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { observability } from '../shared/platform/observability.ts';
import { settled } from '../shared/platform/settled.ts';
import { openLedger } from '../shared/store/ledger/ledger.ts';
import { openStore } from '../shared/store/store.ts';
import { createErpOrder } from './create-erp-order.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
const store = openStore(settings);
const budgets = processBudgets(store, { purpose: 'write' });
const ledger = openLedger(settings);
const ports = {
  ...orderRecords(store, ledger),
  ...orderErp(settings, store, budgets),
  ...soldProducts(store),
  ...transferPorts(ledger),
};

export const handler = middy<unknown>()
  .use(observability())
  .use(settled(budgets))
  .handler((event) => createErpOrder(ports, orderStepSchema.parse(event)));
