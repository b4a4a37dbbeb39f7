import { ConcurrentChangeError } from '../../../domain/errors.ts';
import type { DebtorOrder, ErpOrder } from '../../../domain/hand-over/erp-order.ts';
import type { Account } from '../../../domain/records/account.ts';
import type { CompanySettings } from '../../../domain/records/company-settings.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import type { Order } from '../../../domain/records/order.ts';
import type { ProductRecord } from '../../../domain/records/product.ts';
import type {
  ErpOrderState,
  ErpWriter,
  FoundDocument,
  WriteAnswer,
} from '../../../functions/shared/erp/outbound/erp-writer.ts';
import type { NewDebtor, OrderPorts } from '../../../functions/shared/orders/order-ports.ts';
import type { OrderStep } from '../../../functions/shared/orders/order-step.ts';
import { recordIdOf } from '../../../functions/shared/store/record-ids.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import { aConnection } from '../ingestion/a-connection.ts';
import { anOrder, companySettings } from '../sales/sale-records.ts';
import { MemoryLedger } from './memory-ledger.ts';

export const NOON = Date.UTC(2026, 1, 2, 12);
export const company = 'demo';
export const orderId = 'ord_0001';
export const step: OrderStep = { company, orderId, actor: 'ord_0001-1' };

export const anAccount = (fields: Partial<Account> = {}): Account => ({
  ...{ company, accountId: 'acc_0001', name: 'Muster GmbH', address: { city: 'Wien', country: 'AT' } },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z', version: 1 },
  ...fields,
});

export const aDebtorRecord = (externalId: string, fields: Partial<DebtorRecord> = {}): DebtorRecord => ({
  ...{ company, connectionId: 'bc', externalId, entity: 'debtor' },
  recordId: recordIdOf({ connectionId: 'bc', entity: 'debtor', externalId }),
  ...{ createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z', version: 1 },
  ...{ order: { at: '2026-01-01T00:00:00.000Z', hash: 'h' }, formerNumbers: [] },
  source: { deliveryId: '019b0000-0000-7000-8000-000000000000', index: 0, hash: 'h' },
  canonical: { externalId, number: `D-${externalId}`, name: 'Muster GmbH', block: 'none' },
  accountId: 'acc_0001',
  ...fields,
});

/** An ERP that does what a test says; without a word it takes everything, and finds and reads what it took. */
export class ScriptedErp implements ErpWriter {
  readonly rules = { quietSeconds: 600, timeoutSeconds: 60, referenceLength: 35 };
  readonly debtors: DebtorOrder[] = [];
  readonly orders: ErpOrder[] = [];
  /** Answers for the next writes; the document exists where the answer is not `rejected` or `not-sent`. */
  readonly answers: WriteAnswer[] = [];
  /** What reading an order says instead of its own amounts. */
  state: Partial<ErpOrderState> = {};
  isGone = false;

  findDebtor: ErpWriter['findDebtor'] = ({ reference }) =>
    Promise.resolve(this.#found(this.debtors, reference, 'debtor'));
  createDebtor: ErpWriter['createDebtor'] = (debtor) =>
    Promise.resolve(this.#take(this.debtors, debtor, 'debtor'));
  findOrder: ErpWriter['findOrder'] = (reference) =>
    Promise.resolve(this.#found(this.orders, reference, 'order'));
  createOrder: ErpWriter['createOrder'] = (order) => Promise.resolve(this.#take(this.orders, order, 'order'));
  completeOrder: ErpWriter['completeOrder'] = (_, externalId) =>
    Promise.resolve({ outcome: 'accepted', externalId });

  readOrder: ErpWriter['readOrder'] = (externalId) => {
    const order = this.orders[Number(externalId.split('-')[1])];
    if (!order || this.isGone) return Promise.resolve(undefined);
    const { reference, currency, totals, lines } = order;
    const own = { reference, currency, ...totals, lineCount: lines.length };
    return Promise.resolve({
      externalId,
      number: `B${externalId}`,
      status: 'confirmed',
      ...own,
      ...this.state,
    });
  };

  #take<Held>(held: Held[], document: Held, kind: string): WriteAnswer {
    const answer = this.answers.shift();
    if (answer?.outcome === 'rejected' || answer?.outcome === 'not-sent') return answer;
    held.push(document);
    const externalId = `${kind}-${held.length - 1}`;
    return answer ?? { outcome: 'accepted', externalId, number: `N-${externalId}` };
  }

  #found(held: readonly { reference: string }[], reference: string, kind: string): FoundDocument | undefined {
    const index = held.findIndex((document) => document.reference === reference);
    return index < 0
      ? undefined
      : { externalId: `${kind}-${index}`, number: `N-${kind}-${index}`, complete: true };
  }
}

/** Everything around the steps of a hand-over, in memory; a test changes what it is about. */
export class OrderWorld implements OrderPorts {
  nowMs = NOON;
  readonly erp = new ScriptedErp();
  readonly ledger = new MemoryLedger();
  readonly parkedCounts: string[] = [];
  readonly adopted: NewDebtor[] = [];
  readonly linkedErpOrders: string[] = [];
  /** Which order was followed, in which state. */
  readonly followed: string[] = [];
  readonly accountsById = new Map([['acc_0001', anAccount()]]);
  linked: DebtorRecord[] = [];
  productRecords: ProductRecord[] = [];
  companySettings: CompanySettings | undefined = companySettings();
  connection: Connection | undefined = aConnection({ company, connectionId: 'bc' });
  /** Undefined: the connector only reads. */
  writer: ErpWriter | undefined = this.erp;
  readonly #orders = new Map<string, Order>();

  constructor(fields: Partial<Order> = {}) {
    const released = {
      state: 'released',
      releasedBy: 'ada',
      releasedAt: '2026-02-02T11:59:00.000Z',
    } as const;
    this.put(anOrder({ ...released, handOverAttempt: 1, ...fields }));
  }

  put(order: Order): void {
    this.#orders.set(order.orderId, order);
  }

  get order(): Order {
    const order = this.#orders.get(orderId);
    if (!order) throw new Error('There is no order.');
    return order;
  }

  readonly erpOrders: OrderPorts['erpOrders'] = {
    link: ({ orderId, externalId }) =>
      Promise.resolve(void this.linkedErpOrders.push(`${externalId ?? '?'} is ${orderId}`)),
    follow: (_, orderId) => Promise.resolve(void this.followed.push(`${orderId} ${this.order.state}`)),
  };
  readonly sha256 = sha256;
  readonly now = () => this.nowMs;
  readonly orders = {
    get: (_: string, id: string) => Promise.resolve(this.#orders.get(id)),
    save: (order: Order) => {
      if (this.#orders.get(order.orderId)?.version !== order.version - 1)
        return Promise.reject(new ConcurrentChangeError('changed meanwhile'));
      this.put(order);
      return Promise.resolve(order);
    },
  };
  readonly accounts = { get: (_: string, id: string) => Promise.resolve(this.accountsById.get(id)) };
  readonly settings = { of: () => Promise.resolve(this.companySettings) };
  readonly connections = { find: () => Promise.resolve(this.connection) };
  readonly products = { get: () => Promise.resolve(this.productRecords) };
  readonly debtors = {
    linkedTo: (_: string, accountId: string) =>
      Promise.resolve(this.linked.filter((debtor) => debtor.accountId === accountId)),
    adopt: (debtor: NewDebtor) => {
      this.adopted.push(debtor);
      const record = aDebtorRecord(debtor.externalId, { accountId: debtor.accountId });
      this.linked.push(record);
      return Promise.resolve(record);
    },
  };
  readonly counts = { count: (name: string) => void this.parkedCounts.push(name) };
  readonly writers = { of: () => Promise.resolve(this.writer) };
}
