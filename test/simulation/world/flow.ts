import { ConcurrentChangeError, ErpRejectedError, ErpUnavailableError } from '../../../domain/errors.ts';
import { debtorEffect, orderEffect } from '../../../functions/shared/hand-over/effects.ts';
import type { Effect, HandOver, TransferOutcome } from '../../../functions/shared/hand-over/ports.ts';
import { transfer } from '../../../functions/shared/hand-over/transfer.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import type { Order } from './crm.ts';
import { debtorHandOver, orderHandOver } from './hand-overs.ts';
import { Crashed, Lost, type Worker } from './worker.ts';
import type { World } from './world.ts';

type End = TransferOutcome | { readonly outcome: 'done' };
type Task = (worker: Worker) => Promise<End>;

const MOST_TRIES = 7;

/** One run of the state machine hand-over-order: validate, ensure the debtor, create the order, confirm; park what stops. */
export async function handOverOrder(world: World, orderId: string): Promise<void> {
  const run = new Run(world, orderId);
  try {
    const end = await run.handOver();
    if (end.outcome === 'parked' || end.outcome === 'rejected') await run.state((worker) => run.park(worker));
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
    await run.state((worker) => run.park(worker)).catch(swallowExhausted);
  }
}

class Exhausted extends Error {}

function swallowExhausted(error: unknown): void {
  if (!(error instanceof Exhausted)) throw error;
}

class Run {
  readonly #world: World;
  readonly #orderId: string;
  readonly #name: string;

  constructor(world: World, orderId: string) {
    this.#world = world;
    this.#name = world.nameOfRun();
    this.#orderId = orderId;
  }

  async handOver(): Promise<End> {
    const validated = await this.state((worker) => this.#validate(worker));
    if (validated.outcome === 'done') return validated;
    const debtor = await this.state((worker) => this.#ensureDebtor(worker));
    if (debtor.outcome !== 'confirmed') return debtor;
    const created = await this.state((worker) => this.#createOrder(worker, debtor.externalId));
    if (created.outcome !== 'confirmed') return created;
    return this.state((worker) => this.#confirm(worker, created.externalId));
  }

  /** A task state with its waits: called again whenever the time has come. */
  async state(task: Task): Promise<End> {
    for (;;) {
      const end = await this.#retried(task);
      if (end.outcome !== 'wait') return end;
      await this.#world.sleepUntil(Date.parse(end.until));
    }
  }

  async #retried(task: Task): Promise<End> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      try {
        return await this.#world.invoke(task);
      } catch (error) {
        this.#expect(error);
        await this.#world.sleepUntil(this.#world.time.now + Math.min(120_000, 2_000 * 2 ** tries));
      }
    }
    throw new Exhausted();
  }

  /** What the plan did not cause is a bug of the code under test. */
  #expect(error: unknown): void {
    const planned = [Crashed, Lost, ConcurrentChangeError].some((kind) => error instanceof kind);
    if (!planned && !this.#world.bug) this.#world.watch.breaks('error', String(error));
  }

  async #validate(worker: Worker): Promise<End> {
    const order = await this.#order(worker);
    if (order.state !== 'released' && order.state !== 'handing-over') return { outcome: 'done' };
    if (order.state === 'released') await this.#world.crm.save(worker, { ...order, state: 'handing-over' });
    return { outcome: 'confirmed', connectionId: '', externalId: '' };
  }

  async #ensureDebtor(worker: Worker): Promise<End> {
    const { shape, bug, erp } = this.#world;
    const order = await this.#order(worker);
    const key = bug?.debtorKey?.(order.orderId) ?? 'debtor/acc_0001';
    const handOver = debtorHandOver(order, { key, vatId: shape.knownDebtor ? 'ATU1' : undefined });
    return this.#transfer(worker, handOver, debtorEffect(erp.writer(worker)));
  }

  async #createOrder(worker: Worker, debtorExternalId: string): Promise<End> {
    const order = await this.#order(worker);
    const effect = orderEffect(this.#world.erp.writer(worker), ({ totals }, { net }) =>
      totals.net === net ? [] : [`Net is ${net ?? '?'}, not ${totals.net}.`],
    );
    return this.#transfer(worker, orderHandOver(order, debtorExternalId), effect);
  }

  #transfer<Payload>(
    worker: Worker,
    handOver: HandOver<Payload>,
    effect: Effect<Payload>,
  ): Promise<TransferOutcome> {
    const { journal, bug } = this.#world;
    const parts = {
      handOver: { ...handOver, actor: this.#name },
      effect,
      ports: { ledger: journal.port(worker), now: worker.now, sha256 },
    };
    const planted = bug?.plant?.(parts) ?? parts;
    return transfer(planted.handOver, planted.effect, planted.ports);
  }

  async #confirm(worker: Worker, externalId: string): Promise<End> {
    const order = await this.#order(worker);
    if (order.state === 'confirmed') return { outcome: 'done' };
    try {
      const state = await this.#world.erp.writer(worker).readOrder(externalId);
      const equal = state?.net === order.net || this.#world.bug?.skipsParity === true;
      if (!equal) return { outcome: 'parked', code: 'parity', reason: 'The ERP has another order.' };
      await this.#world.crm.save(worker, { ...order, state: 'confirmed', externalId });
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
      await this.#world.crm.save(worker, { ...order, state: 'parked' });
    return { outcome: 'done' };
  }

  #order(worker: Worker): Promise<Order> {
    return this.#world.crm.get(worker, this.#orderId);
  }
}
