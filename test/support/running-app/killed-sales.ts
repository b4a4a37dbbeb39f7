import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { vi } from 'vitest';
import { startDemoErp, type RunningDemoErp } from '../../../local/demo-erp/index.ts';
import { adminClient } from '../../../local/launch/admin-client.ts';
import { connectDemoCompany } from '../../../local/launch/demo-company.ts';
import { settleDemoCompany } from '../../../local/launch/demo-settings.ts';
import { synthesise } from '../../../local/launch/synthesise.ts';
import { flowingClock, type FlowingClock } from '../flowing-clock.ts';
import type { Seeded } from '../seeded.ts';
import { AdminCaller } from './admin-caller.ts';
import { CrmSide } from './crm-side.ts';
import { ErpSide, type Row } from './erp-side.ts';
import { HandOverRuns } from './hand-over-runs.ts';
import { KillableCloud, type Addresses } from './killable-cloud.ts';
import { SalesSide } from './sales-side.ts';

const UNDER_WAY = ['released', 'handing-over'];
/** After so long a sweep takes up what has no run. */
const LEFT_ALONE_MS = 30 * 60_000;
/** When shares of the ERP's budget that a killed process held have ended. */
const MINUTES_LATER_MS = 200_000;
const LONGEST_GRACE_MS = 60;
const LONGEST_WAIT_MS = 4_000;
const PATIENCE = { timeout: 60_000, interval: 50 };

interface Parts {
  readonly clock: FlowingClock;
  readonly cloud: KillableCloud;
  readonly demoErp: RunningDemoErp;
  readonly folder: string;
}

/** Orders are handed over while the application is killed and started again; the ERP, and what it was sent, lives on. */
export class KilledSales {
  readonly erp: ErpSide;
  readonly #parts: Parts;
  crm: CrmSide;
  sales: SalesSide;
  #runs: HandOverRuns;

  private constructor(parts: Parts, addresses: Addresses) {
    this.#parts = parts;
    this.erp = new ErpSide(parts.demoErp);
    ({ crm: this.crm, sales: this.sales, runs: this.#runs } = sidesOf(addresses));
  }

  static async start(): Promise<KilledSales> {
    const { folder: assembly } = await synthesise(resolve('.'));
    const folder = mkdtempSync(join(tmpdir(), 'orderseam-killed-'));
    const clock = flowingClock();
    const cloud = new KillableCloud(assembly, folder);
    const [demoErp, addresses] = await Promise.all([startDemoErp({ clock }), cloud.start()]);
    const killed = new KilledSales({ clock, cloud, demoErp, folder }, addresses);
    const launcher = adminClient(addresses.admin, addresses.token);
    await connectDemoCompany(launcher, demoErp);
    await settleDemoCompany(launcher);
    await vi.waitFor(async () => {
      const { outcome } = await killed.crm.lastCatchUp('bc');
      if (outcome !== 'done') throw new Error(`The first catch-up: ${outcome}`);
    }, PATIENCE);
    return killed;
  }

  /** Starts at once, or minutes later: nobody works meanwhile, so that time may be put forward. */
  async killAndStart(laterMs = 0): Promise<void> {
    const { cloud, clock } = this.#parts;
    await cloud.kill();
    this.#runs.close();
    clock.skip(laterMs);
    ({ crm: this.crm, sales: this.sales, runs: this.#runs } = sidesOf(await cloud.start(laterMs)));
  }

  /** Presses the button of each order until somebody answers. */
  async press(orders: readonly Row[]): Promise<void> {
    await Promise.all(orders.map((order) => this.sales.handOver(order).catch(ofDeadProcess)));
  }

  /** Presses again and again, and kills when the ERP has so many new documents as the seed decides, or a little later. */
  async pressAndKill(orders: readonly Row[], chance: Seeded, kills: number): Promise<void> {
    const before = await this.#documents();
    const moments = Array.from({ length: kills }, () => 1 + chance.below(2 * orders.length - 1));
    for (const moment of moments.sort((a, b) => a - b)) {
      const pressing = this.press(chance.shuffled(orders));
      await this.#untilDocuments(before + moment);
      await pause(chance.below(LONGEST_GRACE_MS));
      await this.killAndStart(chance.happens(0.5) ? 0 : MINUTES_LATER_MS);
      await pressing;
    }
    await this.killAndStart(MINUTES_LATER_MS);
    await this.press(orders);
  }

  /** Lets time pass until no order is under way. */
  async untilEnded(orders: readonly Row[]): Promise<Row[]> {
    const deadline = performance.now() + 120_000;
    for (;;) {
      const now = await Promise.all(orders.map((order) => this.sales.read(order)));
      const open = now.filter(({ state }) => UNDER_WAY.includes(String(state)));
      if (open.length === 0) return now;
      if (performance.now() > deadline) throw new Error(`Still under way: ${JSON.stringify(open)}`);
      await this.#pass();
      await pause(50);
    }
  }

  async end(): Promise<void> {
    this.#runs.close();
    await this.#parts.cloud.kill();
    await this.#parts.demoErp.close();
    rmSync(this.#parts.folder, { recursive: true, force: true });
  }

  /** Not for ever: what is in doubt may hold back the rest for minutes. */
  async #untilDocuments(count: number): Promise<void> {
    const deadline = performance.now() + LONGEST_WAIT_MS;
    while ((await this.#documents()) < count && performance.now() < deadline) await pause(1);
  }

  async #documents(): Promise<number> {
    const sets = await Promise.all([this.erp.list('customers'), this.erp.list('salesOrders')]);
    return sets.flat().length;
  }

  async #pass(): Promise<void> {
    const { clock, cloud } = this.#parts;
    const isIdle = (await this.#runs.running()).length === 0;
    const until = isIdle ? clock.now() + LEFT_ALONE_MS : await this.#runs.waitUntil();
    const skipped = (until ?? 0) - clock.now();
    if (skipped <= 0) return;
    clock.skip(skipped);
    await cloud.skip(skipped);
  }
}

/** The process was killed while it was asked; it is pressed again. */
function ofDeadProcess(error: unknown): void {
  if (!(error instanceof TypeError) && !/: (409|50\d) /.test(String(error))) throw error;
}

function sidesOf({ admin, token, sfn }: Addresses) {
  return {
    crm: new CrmSide(admin, token),
    sales: new SalesSide(new AdminCaller(admin, token)),
    runs: new HandOverRuns(sfn),
  };
}
