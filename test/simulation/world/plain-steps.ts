import { ErpRejectedError, ErpUnavailableError } from '../../../domain/errors.ts';
import type { Order } from '../../../domain/records/order.ts';
import { debtorEffect, orderEffect } from '../../../functions/shared/hand-over/effects.ts';
import type { Effect, HandOver, TransferOutcome } from '../../../functions/shared/hand-over/ports.ts';
import { transfer } from '../../../functions/shared/hand-over/transfer.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import { next } from './sim-orders.ts';
import { VAT_ID } from './erp.ts';
import { debtorHandOver, orderHandOver } from './hand-overs.ts';
import type { End, RunOfOrder, Steps } from './steps.ts';
import type { Worker } from './worker.ts';

/** The shortest steps around the production use case: a planted bug reaches everything that goes into it. */
export function plainSteps(run: RunOfOrder): Steps {
  const steps = new PlainSteps(run);
  return {
    validate: (worker) => steps.validate(worker),
    ensureDebtor: (worker) => steps.ensureDebtor(worker),
    createOrder: (worker, debtorExternalId) => steps.createOrder(worker, debtorExternalId),
    confirm: (worker, externalId) => steps.confirm(worker, externalId),
    park: (worker) => steps.park(worker),
  };
}

class PlainSteps {
  readonly #run: RunOfOrder;

  constructor(run: RunOfOrder) {
    this.#run = run;
  }

  async validate(worker: Worker): Promise<End> {
    const order = await this.#order(worker);
    if (order.state !== 'released' && order.state !== 'handing-over') return { outcome: 'done' };
    if (order.state === 'released')
      await this.#run.world.crm.save(worker, { ...next(order), state: 'handing-over' });
    return { outcome: 'ready' };
  }

  async ensureDebtor(worker: Worker): Promise<End> {
    const { shape, bug, erp } = this.#run.world;
    const order = await this.#order(worker);
    const key = bug?.debtorKey?.(order.orderId) ?? 'debtor/acc_0001';
    const handOver = debtorHandOver(order, { key, vatId: shape.knownDebtor ? VAT_ID : undefined });
    return this.#transfer(worker, handOver, debtorEffect(erp.writer(worker)));
  }

  async createOrder(worker: Worker, debtorExternalId: string): Promise<End> {
    const order = await this.#order(worker);
    const effect = orderEffect(this.#run.world.erp.writer(worker), ({ totals }, { net }) =>
      totals.net === net ? [] : [`Net is ${net ?? '?'}, not ${totals.net}.`],
    );
    return this.#transfer(worker, orderHandOver(order, debtorExternalId), effect);
  }

  #transfer<Payload>(
    worker: Worker,
    handOver: HandOver<Payload>,
    effect: Effect<Payload>,
  ): Promise<TransferOutcome> {
    const { journal, bug } = this.#run.world;
    const parts = {
      handOver: { ...handOver, actor: this.#run.name },
      effect,
      ports: { ledger: journal.port(worker), now: worker.now, sha256 },
    };
    const planted = bug?.plant?.(parts) ?? parts;
    return transfer(planted.handOver, planted.effect, planted.ports);
  }

  async confirm(worker: Worker, externalId: string): Promise<End> {
    const order = await this.#order(worker);
    if (order.state === 'confirmed') return { outcome: 'done' };
    try {
      const state = await this.#run.world.erp.writer(worker).readOrder(externalId);
      const equal = state?.net === order.totals.net || this.#run.world.bug?.skipsParity === true;
      if (!equal) return { outcome: 'parked', code: 'parity', reason: 'The ERP has another order.' };
      await this.#run.world.crm.save(worker, {
        ...next(order),
        state: 'confirmed',
        erp: { connectionId: 'demo-erp', externalId },
      });
      return { outcome: 'done' };
    } catch (error) {
      return this.#stopped(worker, error);
    }
  }

  #stopped(worker: Worker, error: unknown): End {
    if (error instanceof ErpUnavailableError)
      return { outcome: 'wait', until: new Date(worker.now() + 60_000).toISOString() };
    if (error instanceof ErpRejectedError) return { outcome: 'parked', code: 'erp', reason: error.message };
    throw error;
  }

  async park(worker: Worker): Promise<End> {
    const order = await this.#order(worker);
    if (order.state === 'released' || order.state === 'handing-over')
      await this.#run.world.crm.save(worker, { ...next(order), state: 'parked' });
    return { outcome: 'done' };
  }

  #order(worker: Worker): Promise<Order> {
    return this.#run.world.crm.get(worker, this.#run.orderId);
  }
}
