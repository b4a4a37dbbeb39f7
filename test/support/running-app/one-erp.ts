import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startCloud, type RunningCloud } from '../../../local/cloud/index.ts';
import { adminClient, type NewConnection } from '../../../local/launch/admin-client.ts';
import { DEMO_COMPANY } from '../../../local/launch/demo-company.ts';
import { demoSettings } from '../../../local/launch/demo-settings.ts';
import { synthesise } from '../../../local/launch/synthesise.ts';
import type { HttpRequest } from '../../../functions/shared/erp/fetch/http-port.ts';
import { served, type ServedErp } from '../erp/served.ts';
import type { ScriptedAnswer } from '../erp/scripted-erp.ts';
import { flowingClock, type FlowingClock } from '../flowing-clock.ts';
import { AdminCaller } from './admin-caller.ts';
import { CrmSide } from './crm-side.ts';
import type { Row } from './erp-side.ts';
import { HandOverRuns } from './hand-over-runs.ts';
import { SalesSide } from './sales-side.ts';

export const CONNECTION = 'erp';
/** Once a week: time that a test skips must not start catch-ups that the test does not mean. */
const ONLY_WHEN_ASKED = { everyMinutes: 10_080, overlapSeconds: 300 };
const UNDER_WAY = ['released', 'handing-over'];
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 20;
const AT_ONCE_MS = 3_000;
const MOST_ROUNDS = 10;
/** A queue brings again what was not done, after six times what its function may take. */
const LONGEST_PAUSE_MS = 1_200_000;

interface Given {
  readonly connection: Omit<NewConnection, 'connectionId' | 'baseUrl' | 'name'> & { readonly path: string };
  /** The ERP; the clock is the application's. */
  readonly answer: (clock: FlowingClock) => (request: HttpRequest) => ScriptedAnswer;
}

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

interface Parts {
  readonly clock: FlowingClock;
  readonly cloud: RunningCloud;
  readonly erp: ServedErp;
  readonly folder: string;
  readonly token: string;
}

/** The whole application, settled so that it sells, and one ERP of a test's own that it knows by HTTP alone. */
export class OneErp {
  readonly clock: FlowingClock;
  readonly admin: AdminCaller;
  readonly crm: CrmSide;
  readonly sales: SalesSide;
  readonly erp: ServedErp;
  readonly #parts: Parts;
  readonly #runs: HandOverRuns;

  private constructor(parts: Parts) {
    const url = parts.cloud.outputs['AdminApiUrl'] ?? '';
    this.#parts = parts;
    this.clock = parts.clock;
    this.erp = parts.erp;
    this.admin = new AdminCaller(url, parts.token);
    this.crm = new CrmSide(url, parts.token);
    this.sales = new SalesSide(this.admin);
    this.#runs = new HandOverRuns(parts.cloud.services.endpoints.sfn);
  }

  static async start({ connection: { path, ...connection }, answer }: Given): Promise<OneErp> {
    const clock = flowingClock();
    const folder = mkdtempSync(join(tmpdir(), 'orderseam-one-erp-'));
    const { folder: assembly } = await synthesise(resolve('.'));
    const cloud = await startCloud({ assembly, clock, dataFolder: folder });
    const erp = await served(answer(clock));
    const roles = ['operator', 'integrator', 'accounting', 'sales'] as const;
    const who = { sub: 'test', company: DEMO_COMPANY, expiresInSeconds: 400 * 86_400 };
    const token = await cloud.mintToken({ ...who, roles: [...roles] });
    const one = new OneErp({ clock, cloud, erp, folder, token });
    const launcher = adminClient(cloud.outputs['AdminApiUrl'] ?? '', token);
    await launcher.create({
      ...connection,
      connectionId: CONNECTION,
      name: 'The ERP',
      baseUrl: erp.url + path,
    });
    await launcher.putCompanySettings({ ...demoSettings, ordersTo: { connectionId: CONNECTION } });
    await one.crm.changeConnection(CONNECTION, { catchUp: ONLY_WHEN_ASKED });
    return one;
  }

  /** Pulls, and waits until all of it was applied. */
  async catchUp(): Promise<Row> {
    const before = (await this.#progress())['lastCatchUp'] as Row | undefined;
    await this.crm.pull(CONNECTION);
    for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; ) {
      const last = (await this.#progress())['lastCatchUp'] as Row | undefined;
      if (last && last['outcome'] !== 'running' && last['startedAt'] !== before?.['startedAt']) {
        await this.#settle();
        return last;
      }
      await pause(LOOK_EVERY_MS);
    }
    throw new Error('The catch-up did not end.');
  }

  /** A webhook as the ERP sends it: its answer's status, once all that follows has happened. */
  async webhook(body: string, { headers = {}, query = '' }: Sent = {}): Promise<number> {
    const url = `${this.#parts.cloud.outputs['WebhookApiUrl'] ?? ''}/hooks/${CONNECTION}${query}`;
    const { status } = await fetch(url, { method: 'POST', headers, body });
    await this.#settle();
    return status;
  }

  /** Resolves with the order when it is no longer under way; whatever its run waits for comes at once. */
  async ended(order: Row): Promise<Row> {
    for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; ) {
      const now = await this.sales.read(order);
      if (!UNDER_WAY.includes(String(now['state']))) return now;
      const until = await this.#runs.waitUntil();
      if (until !== undefined && until > this.clock.now()) this.clock.skip(until - this.clock.now());
      await pause(LOOK_EVERY_MS);
    }
    throw new Error(`Still under way: ${JSON.stringify(await this.sales.read(order))}`);
  }

  async stop(): Promise<void> {
    this.#runs.close();
    await this.#parts.cloud.close();
    this.erp.close();
    rmSync(this.#parts.folder, { recursive: true, force: true });
  }

  /** What a queue put off, because two changes met, is brought again at once. */
  async #settle(): Promise<void> {
    const { cloud } = this.#parts;
    const isSettled = () =>
      cloud.settled(AT_ONCE_MS).then(
        () => true,
        () => false,
      );
    for (let rounds = 0; rounds < MOST_ROUNDS && !(await isSettled()); rounds += 1)
      this.clock.skip(LONGEST_PAUSE_MS);
    await cloud.settled(PATIENCE_MS);
  }

  #progress(): Promise<Row> {
    return this.crm.get(`/connections/${CONNECTION}`);
  }
}
