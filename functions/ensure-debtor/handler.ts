import middy from '@middy/core';
import { orderErp } from '../shared/orders/order-erp.ts';
import type { NewDebtor } from '../shared/orders/order-ports.ts';
import { linkedDebtors, orderRecords } from '../shared/orders/order-records.ts';
import { orderStepSchema } from '../shared/orders/order-step.ts';
import { transferPorts } from '../shared/orders/transfer-ports.ts';
import { readSettings } from '../shared/platform/environment.ts';
import { ingestionPorts } from '../shared/ingestion/ingestion-ports.ts';
import { observability } from '../shared/platform/observability.ts';
import { settled } from '../shared/platform/settled.ts';
import { openLedger } from '../shared/store/ledger/ledger.ts';
import { adoptDebtor } from './adopt-debtor.ts';
import { ensureDebtor } from './ensure-debtor.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);
const ingestion = ingestionPorts(settings, { purpose: 'write' });
const { store, budgets } = ingestion;
const ledger = openLedger(settings);
const { debtors } = linkedDebtors(store);
const ports = {
  ...orderRecords(store, ledger),
  ...orderErp(settings, store, budgets),
  ...transferPorts(ledger),
  debtors: { ...debtors, adopt: (debtor: NewDebtor) => adoptDebtor(ingestion, debtor) },
};

export const handler = middy<unknown>()
  .use(observability())
  .use(settled(budgets))
  .handler((event) => ensureDebtor(ports, orderStepSchema.parse(event)));
