import { ConcurrentChangeError } from '../../../domain/errors.ts';
import type { DebtorRecord } from '../../../domain/records/debtor.ts';
import type { Order } from '../../../domain/records/order.ts';
import { handOverOrder } from './flow.ts';
import { referenceFor } from './hand-overs.ts';
import type { Action, Plan } from './plan.ts';
import { Lost, type Worker } from './worker.ts';
import { START } from './scene.ts';
import { edited, instant, next, releasedOrder } from './sim-orders.ts';
import type { World } from './world.ts';

const MOST_RELEASES = 3;
const SWEEP_MS = 15 * 60_000;
/** A run that is not over by then never will be. */
const LONGEST_MS = 14 * 86_400_000;

/** The orders, and the people around them. */
export class Crm {
  readonly #world: World;
  readonly #plan: Plan;
  readonly #orders = new Map<string, Order>();
  readonly #debtors = new Map<string, DebtorRecord>();
  readonly #runs = new Map<string, number>();
  readonly #releases = new Map<string, number>();
  #pending = 0;

  constructor(world: World, plan: Plan) {
    this.#world = world;
    this.#plan = plan;
  }

  get orders(): readonly Order[] {
    return [...this.#orders.values()];
  }

  begin(): void {
    for (let index = 1; index <= this.#world.shape.orders; index += 1) {
      const orderId = `ord_000${index}`;
      this.#orders.set(orderId, releasedOrder(orderId));
      this.start(orderId);
    }
    for (const action of this.#plan.actions) this.#soon(action.at, () => this.#act(action));
    this.#world.time.after(SWEEP_MS, () => this.#sweep());
  }

  /** Nothing moves any more, and no person will. */
  get isOver(): boolean {
    const open = this.orders.some(({ state }) => state === 'released' || state === 'handing-over');
    const running = [...this.#runs.values()].some((count) => count > 0);
    const idle = this.#pending === 0 && this.#world.workers === 0 && this.#world.erp.isQuiet;
    return (!open && !running && idle) || this.#world.time.now > START + LONGEST_MS;
  }

  /** H2: every released order has come to an end. */
  checkEnd(): void {
    for (const { orderId, state } of this.orders)
      if (state !== 'confirmed' && state !== 'parked')
        this.#world.watch.breaks('H2', `${orderId} is still ${state}`);
  }

  get(worker: Worker, orderId: string): Promise<Order> {
    return worker.call('table', 'get order', (trouble) => {
      const order = this.#orders.get(orderId);
      return { give: () => (order && trouble?.kind !== 'fail before' ? order : fail()) };
    });
  }

  /** Fails where the order is not the one that was read: its version has to be the next. */
  save(worker: Worker, order: Order): Promise<Order> {
    return worker.call('table', `save ${order.state}`, (trouble) => {
      if (trouble?.kind === 'fail before') return { give: fail };
      if (this.#orders.get(order.orderId)?.version !== order.version - 1) return { give: changed };
      this.#orders.set(order.orderId, order);
      if (order.state === 'parked') this.#releaseLater(order);
      if (order.state === 'confirmed') this.#world.watch.orderConfirmed(order);
      return { give: () => (trouble?.kind === 'lose the answer' ? fail() : order) };
    });
  }

  linkedDebtors(worker: Worker): Promise<readonly DebtorRecord[]> {
    return worker.call('table', 'linked debtors', (trouble) => ({
      give: () => (trouble?.kind === 'fail before' ? fail() : [...this.#debtors.values()]),
    }));
  }

  adopt(worker: Worker, debtor: DebtorRecord): Promise<DebtorRecord> {
    return worker.call('table', 'adopt debtor', (trouble) => {
      if (trouble?.kind === 'fail before') return { give: fail };
      this.#debtors.set(debtor.externalId, debtor);
      return { give: () => (trouble?.kind === 'lose the answer' ? fail() : debtor) };
    });
  }

  /** Starts a run of the state machine; nothing but the ledger keeps two apart. */
  start(orderId: string): void {
    const count = (by: number) => this.#runs.set(orderId, (this.#runs.get(orderId) ?? 0) + by);
    count(1);
    void handOverOrder(this.#world, orderId).then(() => count(-1));
  }

  #sweep(): void {
    for (const { orderId, state } of this.orders)
      if ((state === 'released' || state === 'handing-over') && !this.#runs.get(orderId)) this.start(orderId);
    this.#world.time.after(SWEEP_MS, () => this.#sweep());
  }

  #soon(ms: number, run: () => void): void {
    this.#pending += 1;
    this.#world.time.after(ms, () => {
      this.#pending -= 1;
      run();
    });
  }

  #releaseLater({ orderId }: Order): void {
    const releases = (this.#releases.get(orderId) ?? 0) + 1;
    this.#releases.set(orderId, releases);
    if (releases > MOST_RELEASES) return;
    this.#soon(1_000 + this.#world.chance(3_600_000), () => {
      if (this.#world.shape.mends) this.#edit(orderId, releases);
      this.#release(orderId);
    });
  }

  /** A click: the order is saved, then the run is started; the function may die in between, and the sweeper finds it. */
  #release(orderId: string): void {
    const click = async (worker: Worker) => {
      const order = await this.get(worker, orderId);
      if (order.state !== 'parked') return;
      await this.save(worker, { ...next(order), state: 'released', releasedAt: instant(worker.now()) });
      await worker.call('start', 'start', () => ({ give: () => this.start(orderId) }));
    };
    this.#pending += 1;
    const clicked = () => void (this.#pending -= 1);
    this.#world.invoke(click).then(clicked, clicked);
  }

  #edit(orderId: string, amount: number): void {
    const order = this.#orders.get(orderId);
    if (!order || order.state === 'confirmed') return;
    this.#orders.set(orderId, edited(order, amount));
  }

  #act({ kind, order: index, amount }: Action): void {
    const orderId = `ord_000${1 + (index % this.#world.shape.orders)}`;
    const { erp, time } = this.#world;
    const { documents } = erp;
    const reference = referenceFor(orderId);
    const document = documents.find((each) => each.reference === reference);
    switch (kind) {
      case 'start again':
        return this.start(orderId);
      case 'release again':
        return this.#release(orderId);
      case 'edit the order':
        return this.#edit(orderId, amount);
      case 'clerk edits':
        if (document) documents.put(time.now, { ...document, net: `${200 + amount}.00` });
        return;
      case 'clerk deletes':
        if (document) documents.remove(time.now, document.id);
        return;
      case 'clerk types it in': {
        const net = amount % 2 === 0 ? '100.00' : '300.00';
        if (!document && this.#mayTypeIn(orderId))
          erp.store({ kind: 'order', reference, subject: orderId, net, by: 'clerk' });
        return;
      }
      case 'restore the ERP':
        return documents.restore(time.now, time.now - amount * 1_000);
    }
  }

  /** A clerk types in what nobody is about to send, or whatever the ERP itself keeps apart. */
  #mayTypeIn(orderId: string): boolean {
    const state = this.#world.journal.withReference(referenceFor(orderId));
    const stopped =
      state?.quietUntil === undefined && (state?.status === 'parked' || state?.status === 'rejected');
    const idle = this.#world.workers === 0 && this.#orders.get(orderId)?.state === 'parked';
    return this.#world.shape.unique || (stopped && idle);
  }
}

const fail = (): never => {
  throw new Lost();
};
const changed = (): never => {
  throw new ConcurrentChangeError('The order changed meanwhile.');
};
