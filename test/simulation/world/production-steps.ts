import { confirmOrder } from '../../../functions/confirm-order/confirm-order.ts';
import { createErpOrder } from '../../../functions/create-erp-order/create-erp-order.ts';
import { ensureDebtor } from '../../../functions/ensure-debtor/ensure-debtor.ts';
import { parkOrder } from '../../../functions/park-order/park-order.ts';
import type { NewDebtor, OrderPorts } from '../../../functions/shared/orders/order-ports.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import { validateOrder } from '../../../functions/validate-order/validate-order.ts';
import { aDebtorRecord, anAccount } from '../../support/hand-over/order-world.ts';
import { aConnection } from '../../support/ingestion/a-connection.ts';
import { companySettings } from '../../support/sales/sale-records.ts';
import { VAT_ID } from './erp.ts';
import type { End, RunOfOrder, Steps } from './steps.ts';
import type { Worker } from './worker.ts';
import { COMPANY } from './scene.ts';
import type { World } from './world.ts';

const connectionId = 'demo-erp';
const settings = companySettings({ company: COMPANY, ordersTo: { connectionId } });
const connection = aConnection({ company: COMPANY, connectionId });
const plainAccount = anAccount({ company: COMPANY });
const knownAccount = anAccount({ company: COMPANY, vatId: VAT_ID });

/** The use cases of the functions as they are deployed, on simulated ports. */
export function productionSteps({ world, orderId, name }: RunOfOrder): Steps {
  const step = { company: COMPANY, orderId, actor: name };
  return {
    validate: async (worker) => decided(await validateOrder(portsOf(world, worker), step)),
    ensureDebtor: (worker) => ensureDebtor(portsOf(world, worker), step),
    createOrder: (worker) => createErpOrder(portsOf(world, worker), step),
    confirm: (worker) => confirmOrder(portsOf(world, worker), step),
    park: async (worker, why) => {
      await parkOrder(portsOf(world, worker), { ...step, why });
      return { outcome: 'done' };
    },
  };
}

type Validated = Awaited<ReturnType<typeof validateOrder>>;

function decided(validated: Validated): End {
  if ('until' in validated || 'code' in validated) return validated;
  if (validated.outcome === 'without-erp') throw new Error('This company has an ERP.');
  return { outcome: validated.outcome };
}

function portsOf(world: World, worker: Worker): OrderPorts {
  const { crm, journal, erp, shape } = world;
  const account = shape.knownDebtor ? knownAccount : plainAccount;
  return {
    ...{ sha256, now: worker.now, ledger: journal.port(worker) },
    orders: { get: (_, orderId) => crm.get(worker, orderId), save: (order) => crm.save(worker, order) },
    accounts: { get: () => Promise.resolve(account) },
    settings: { of: () => Promise.resolve(settings) },
    connections: { find: () => Promise.resolve(connection) },
    products: { get: () => Promise.resolve([]) },
    debtors: {
      linkedTo: () => crm.linkedDebtors(worker),
      adopt: (debtor) => crm.adopt(worker, recordOf(debtor)),
    },
    erpOrders: { link: () => Promise.resolve(), follow: () => Promise.resolve() },
    counts: { count: () => undefined },
    writers: { of: () => Promise.resolve(erp.writer(worker)) },
  };
}

const recordOf = ({ accountId, externalId }: NewDebtor) =>
  aDebtorRecord(externalId, { company: COMPANY, connectionId, accountId });
