import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import { startCloud, type RunningCloud } from '../../../local/cloud/index.ts';
import { startDemoErp, type RunningDemoErp } from '../../../local/demo-erp/index.ts';
import { adminClient, type AdminClient } from '../../../local/launch/admin-client.ts';
import { connectDemoCompany, DEMO_COMPANY } from '../../../local/launch/demo-company.ts';
import { synthesise } from '../../../local/launch/synthesise.ts';
import { flowingClock, type FlowingClock } from '../flowing-clock.ts';
import { AdminCaller } from './admin-caller.ts';
import { BusTap } from './bus-tap.ts';
import { CrmSide } from './crm-side.ts';
import { ErpSide } from './erp-side.ts';

const CONNECTION = 'bc';
/** Once a week: time that a test skips must not start catch-ups that the test does not mean. */
const ONLY_WHEN_ASKED = { everyMinutes: 10_080, overlapSeconds: 300 };
const WINDOW_MS = 30_000;
/** A queue brings again what was not done, after six times what its function may take. */
const LONGEST_PAUSE_MS = 1_200_000;
const PATIENCE = { timeout: 60_000, interval: 50 };

interface Parts {
  readonly clock: FlowingClock;
  readonly cloud: RunningCloud;
  readonly demoErp: RunningDemoErp;
  readonly tap: BusTap;
  readonly crm: CrmSide;
  readonly admin: AdminCaller;
  readonly launcher: AdminClient;
  readonly folder: string;
}

/** The whole application and the demo ERP, which know each other by HTTP alone, under one clock that a test may put forward. */
export class TwoSystems {
  readonly erp: ErpSide;
  /** What people see, as lists. */
  readonly crm: CrmSide;
  /** What people do, with status and version. */
  readonly admin: AdminCaller;
  /** What the launcher does to make a demo company. */
  readonly launcher: AdminClient;
  readonly bus: BusTap;
  readonly clock: FlowingClock;
  readonly cloud: RunningCloud;
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.erp = new ErpSide(parts.demoErp);
    this.crm = parts.crm;
    this.admin = parts.admin;
    this.launcher = parts.launcher;
    this.bus = parts.tap;
    this.clock = parts.clock;
    this.cloud = parts.cloud;
  }

  /** Boots both, connects them, and waits for the first catch-up. */
  static async start(): Promise<TwoSystems> {
    const clock = flowingClock();
    const folder = mkdtempSync(join(tmpdir(), 'orderseam-demo-'));
    const { folder: assembly } = await synthesise(resolve('.'));
    const [cloud, demoErp] = await Promise.all([
      startCloud({ assembly, clock, dataFolder: folder }),
      startDemoErp({ clock, windowMilliseconds: WINDOW_MS }),
    ]);
    const tap = await BusTap.open(cloud);
    const token = await cloud.mintToken({
      ...{ sub: 'test', company: DEMO_COMPANY, expiresInSeconds: 400 * 86_400 },
      roles: ['operator', 'integrator', 'accounting', 'sales'],
    });
    const admin = cloud.outputs['AdminApiUrl'] ?? '';
    const launcher = adminClient(admin, token);
    const sides = { launcher, crm: new CrmSide(admin, token), admin: new AdminCaller(admin, token) };
    const systems = new TwoSystems({ clock, cloud, demoErp, tap, folder, ...sides });
    await connectDemoCompany(launcher, demoErp);
    await systems.crm.changeConnection(CONNECTION, { catchUp: ONLY_WHEN_ASKED });
    await systems.#untilCaughtUp('');
    await cloud.settled();
    return systems;
  }

  /** Lets the ERP's merging window pass and everything that follows happen. */
  async settle(): Promise<void> {
    this.clock.skip(WINDOW_MS);
    await this.#parts.demoErp.settled();
    await this.cloud.settled(60_000);
  }

  /** As `settle`, while what follows cannot succeed: waits until it was tried and put off. */
  async settleInVain(): Promise<void> {
    const tries = this.#tries();
    this.clock.skip(WINDOW_MS);
    await this.#parts.demoErp.settled();
    await vi.waitFor(() => {
      if (this.#tries() === tries) throw new Error('Nothing was tried.');
    }, PATIENCE);
  }

  /** Lets everything that was put off be tried again. */
  async settleLater(): Promise<void> {
    this.clock.skip(LONGEST_PAUSE_MS);
    await this.settle();
  }

  /** Pulls, and waits until all of it was applied. */
  async catchUp(): Promise<void> {
    const before = await this.crm.lastCatchUp(CONNECTION);
    await this.crm.pull(CONNECTION);
    await this.#untilCaughtUp(before.startedAt);
    await this.cloud.settled(60_000);
  }

  async stop(): Promise<void> {
    this.bus.close();
    await this.cloud.close();
    await this.#parts.demoErp.close();
    rmSync(this.#parts.folder, { recursive: true, force: true });
  }

  /** Batches of deliveries that were worked on and have ended. */
  #tries(): number {
    const { name } = this.cloud.services.lambda.spec('apply-delivery');
    const counters = this.cloud.counters().functions[name];
    if (!counters) throw new Error(`Nothing is counted of ${name}.`);
    return counters.invocations;
  }

  /** A run that stopped says why, and fails the test with that. */
  async #untilCaughtUp(startedBefore: string): Promise<void> {
    const { outcome, reason } = await vi.waitFor(async () => {
      const run = await this.crm.lastCatchUp(CONNECTION);
      if (run.startedAt <= startedBefore || run.outcome === 'running')
        throw new Error(`Catch-up: ${run.outcome}`);
      return run;
    }, PATIENCE);
    if (outcome !== 'done') throw new Error(`The catch-up ended as ${outcome}: ${reason ?? ''}`);
  }
}
