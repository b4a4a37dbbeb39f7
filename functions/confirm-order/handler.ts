import middy from '@middy/core';
import { processBudgets } from '../shared/budgets/process-budgets.ts';
import { followPorts } from '../shared/orders/follow-records.ts';
import { orderErp } from '../shared/orders/order-erp.ts';
import { orderRecords } from '../shared/orders/order-records.ts';
import { orderStepSchema } from '../shared/orders/order-step.ts';
import { updateOrderFromErp } from '../shared/orders/update-from-erp.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { observability } from '../shared/platform/observability.ts';
import { settled } from '../shared/platform/settled.ts';
import { linkErpOrder, type ErpOrderLink } from '../shared/store/erp-orders.ts';
import { openLedger } from '../shared/store/ledger/ledger.ts';
import { openStore } from '../shared/store/store.ts';
import { confirmOrder } from './confirm-order.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
const store = openStore(settings);
const budgets = processBudgets(store, { purpose: 'write' });
const ports = {
  ...orderRecords(store, openLedger(settings)),
  ...orderErp(settings, store, budgets),
  erpOrders: {
    link: (link: ErpOrderLink) => linkErpOrder(store, link),
    follow: (company: string, orderId: string) => updateOrderFromErp(followPorts(store), company, orderId),
  },
};

export const handler = middy<unknown>()
  .use(observability())
  .use(settled(budgets))
  .handler((event) => confirmOrder(ports, orderStepSchema.parse(event)));
