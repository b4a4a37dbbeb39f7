import {
  ConcurrentChangeError,
  ErpRejectedError,
  ErpUnavailableError,
  OrderRejectedError,
} from '../../../domain/errors.ts';
import { plainSteps } from './plain-steps.ts';
import { productionSteps } from './production-steps.ts';
import type { End, Steps, Stop, Task } from './steps.ts';
import { Crashed, Lost } from './worker.ts';
import type { World } from './world.ts';

const MOST_TRIES = 7;

/** One run of the state machine hand-over-order: validate, ensure the debtor, create the order, confirm; park what stops. */
export async function handOverOrder(world: World, orderId: string): Promise<void> {
  const run = new Run(world, orderId);
  const end = await run.handOver().catch(failed);
  if (end.outcome === 'parked' || end.outcome === 'rejected') await run.park(end).catch(failed);
}

class Exhausted extends Error {}

/** The machine retries no refusal, but parks. */
const stopped = ({ message }: Error): Stop => ({ outcome: 'parked', code: 'rejected', reason: message });

function failed(error: unknown): Stop {
  if (!(error instanceof Exhausted)) throw error;
  return { outcome: 'parked', code: 'failed', reason: 'The step failed again and again.' };
}

class Run {
  readonly #world: World;
  readonly #steps: Steps;

  constructor(world: World, orderId: string) {
    this.#world = world;
    const run = { world, orderId, name: world.nameOfRun() };
    this.#steps = world.bug ? plainSteps(run) : productionSteps(run);
  }

  async handOver(): Promise<End> {
    const validated = await this.#state(this.#steps.validate);
    if (validated.outcome !== 'ready') return validated;
    const debtor = await this.#state(this.#steps.ensureDebtor);
    if (debtor.outcome !== 'confirmed') return debtor;
    const created = await this.#state((worker) => this.#steps.createOrder(worker, debtor.externalId ?? ''));
    if (created.outcome !== 'confirmed') return created;
    return this.#state((worker) => this.#steps.confirm(worker, created.externalId ?? ''));
  }

  park(stop: Stop): Promise<End> {
    return this.#state((worker) => this.#steps.park(worker, stop));
  }

  /** A task state with its waits: called again whenever the time has come. */
  async #state(task: Task): Promise<End> {
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
        if (error instanceof OrderRejectedError || error instanceof ErpRejectedError) return stopped(error);
        this.#expect(error);
        await this.#world.sleepUntil(this.#world.time.now + Math.min(120_000, 2_000 * 2 ** tries));
      }
    }
    throw new Exhausted();
  }

  /** What the plan did not cause is a bug of the code under test. */
  #expect(error: unknown): void {
    const planned = [Crashed, Lost, ConcurrentChangeError, ErpUnavailableError];
    if (planned.some((kind) => error instanceof kind) || this.#world.bug) return;
    this.#world.watch.breaks('error', String(error));
  }
}
