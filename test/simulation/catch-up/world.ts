import { changeSchema } from '../../../domain/canonical/change.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import { applyDeliveries, type ApplyPorts } from '../../../functions/apply-delivery/apply-delivery.ts';
import { erpRuntime } from '../../../functions/shared/ingestion/erp-runtime.ts';
import type { IngestionPorts } from '../../../functions/shared/ingestion/ports.ts';
import { uuidV7 } from '../../../functions/shared/platform/uuid-v7.ts';
import { aConnection } from '../../support/ingestion/a-connection.ts';
import { aDelivery } from '../../support/ingestion/a-delivery.ts';
import { queued } from '../../support/ingestion/a-message.ts';
import { ingestionWorld } from '../../support/ingestion/ingestion-world.ts';
import { memoryStore } from '../../support/memory-tables.ts';
import { deletedAlive } from './judge.ts';
import { connectorOf } from './connector.ts';
import { kinds, SimulatedErp, type News } from './erp.ts';
import type { Plan } from './plan.ts';
import { MOST_TRIES, runComparison, runPull } from './runs.ts';
import { onTheWire, stampOf, wireOf } from './wire.ts';

/** Mistakes that can be planted; see `planted-bugs.ts`. */
export interface Bug {
  readonly name: string;
  readonly connection?: Partial<Connection>;
  readonly ports?: (ports: IngestionPorts, world: CatchUpWorld) => IngestionPorts;
  readonly afterPull?: (world: CatchUpWorld) => Promise<void>;
  readonly beforePull?: (world: CatchUpWorld) => Promise<void>;
  readonly compares?: false;
}

/** One ERP, its mirror, and the production use cases between them in the order of the state machines. */
export class CatchUpWorld {
  readonly plan: Plan;
  readonly erp: SimulatedErp;
  readonly connection: Connection;
  readonly ports: ApplyPorts;
  readonly #bug: Bug | undefined;
  /** What comes once more, long after. */
  #late: readonly News[] = [];
  /** What went wrong on the way, though it may have been mended later. */
  readonly violations: string[] = [];
  isQuiet = false;
  isComparing = false;

  constructor(plan: Plan, bug?: Bug) {
    this.plan = plan;
    this.#bug = bug;
    this.erp = new SimulatedErp(plan);
    this.connection = aConnection({
      ...{ connector: 'test-erp', baseUrl: 'https://erp.test/api/v1' },
      catchUp: { everyMinutes: 5, overlapSeconds: plan.lateMs / 1_000 },
      ...bug?.connection,
    });
    const connector = connectorOf(plan);
    const real = ingestionWorld(memoryStore(), {
      now: () => this.erp.nowMs,
      newId: () => uuidV7(this.erp.nowMs),
      connections: { find: () => Promise.resolve(this.connection) },
      erp: erpRuntime({
        connectors: { names: () => ['test-erp'], get: () => connector },
        secrets: { of: () => Promise.resolve({}) },
        http: wireOf(this.erp, plan, () => this.isQuiet),
      }),
    });
    this.ports = {
      ...{ ...real, ...bug?.ports?.(real, this) },
      ...{ failures: { note: () => undefined }, mostReceives: MOST_TRIES },
    };
  }

  /** All that goes wrong, and in between catch-ups and comparisons; then peace, one catch-up and one comparison. */
  async live(): Promise<void> {
    const { chance, rounds, busy } = this.plan;
    for (let round = 0; round < rounds; round += 1) {
      for (let times = chance.below(4 + busy * 32); times > 0; times -= 1) this.#happen();
      await this.#notify();
      await this.catchUp();
      if (chance.happens(0.2)) await this.compare();
      this.erp.pass(1_000 + chance.below(600_000));
    }
    await this.#notify();
    await this.#notify();
    this.isQuiet = true;
    this.erp.pass(10 * 60_000);
    await this.catchUp();
    if (this.#bug?.compares !== false) await this.compare();
  }

  #happen(): void {
    this.erp.happen();
    this.erp.pass(this.plan.chance.below(5_000));
  }

  /** Of what happened, some is told, in any order, some of it twice. */
  async #notify(): Promise<void> {
    const { chance, dropped } = this.plan;
    const told = this.erp.news.filter(() => !chance.happens(dropped));
    const late = this.#late;
    this.#late = told.filter(() => chance.happens(0.2));
    this.erp.news = [];
    const twice = told.filter(() => chance.happens(0.2));
    for (const news of chance.shuffled([...told, ...twice, ...late])) await this.#deliver(news);
  }

  async #deliver({ kind, id, gone, row, changedMs }: News): Promise<void> {
    const message = aDelivery(kind, {
      ...{ type: `${kind}.${gone ? 'gone' : 'changed'}`, id },
      ...(gone && { at: new Date(changedMs).toISOString() }),
      ...(row && this.plan.webhooks === 'payload' && { data: onTheWire(row, this.plan) }),
      ...(row && this.plan.webhooks === 'payload' && { at: instantOf(changedMs, this.plan) }),
    });
    const receivedAt = new Date(this.erp.nowMs).toISOString();
    const again = { ...message, receivedAt, deliveryId: uuidV7(this.erp.nowMs) };
    for (let receives = 1; receives <= MOST_TRIES; receives += 1) {
      const left = await applyDeliveries(this.ports, [queued(again, receives)]);
      if (left.length === 0) return;
    }
  }

  /** A run may be killed between two pages, and a page may be brought twice. */
  async catchUp(): Promise<void> {
    await this.#bug?.beforePull?.(this);
    const { chance, killed } = this.plan;
    const beganMs = this.erp.nowMs;
    const happens = () => !this.isQuiet && chance.happens(killed * 0.3);
    const run = {
      ...{ connectionId: this.connection.connectionId, runStartedAt: new Date(beganMs).toISOString() },
      ...{ isKilled: happens, isRepeated: happens },
    };
    let isThrough = true;
    for (const entity of kinds) {
      const end = await runPull(this, { ...run, entity });
      if (end === 'killed') return;
      isThrough &&= end === 'through';
    }
    if (isThrough) this.erp.readUntilMs = beganMs;
    await this.#bug?.afterPull?.(this);
  }

  async compare(): Promise<void> {
    // At night: what a clock ahead of ours dated lies behind.
    this.erp.pass(Math.max(0, this.plan.skewMs));
    const { connectionId } = this.connection;
    for (const entity of kinds) {
      const startedAt = new Date(this.erp.nowMs).toISOString();
      const losses = this.erp.losses[entity];
      this.isComparing = true;
      const runId = `run-${this.erp.nowMs}`;
      const isThrough = await runComparison(this, { connectionId, entity, startedAt, runId });
      this.isComparing = false;
      if (isThrough) this.erp.losses[entity] -= losses;
      this.violations.push(...(await deletedAlive(this, entity, startedAt)));
    }
  }
}

/** A notification names the moment as exactly as the ERP knows it. */
const instantOf = (ms: number, plan: Plan): string =>
  changeSchema.shape.at
    .unwrap()
    .parse(
      new Date(
        plan.grain === 'iso' || plan.grain === 'date' ? ms : Math.floor(ms / 1000) * 1000,
      ).toISOString(),
    ) ?? stampOf(ms, plan);
