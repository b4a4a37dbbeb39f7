import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startCloud, type RunningCloud } from '../../../local/cloud/index.ts';
import type { NewConnection } from '../../../local/launch/admin-client.ts';
import { DEMO_COMPANY } from '../../../local/launch/demo-company.ts';
import { synthesise } from '../../../local/launch/synthesise.ts';
import { flowingClock, type FlowingClock } from '../flowing-clock.ts';
import type { RawRequest } from '../../../functions/shared/erp/types.ts';
import { AdminCaller } from './admin-caller.ts';
import { CrmSide } from './crm-side.ts';
import { sendRaw, type RawAnswer } from './send-raw.ts';

/** The whole synthesised application without any ERP, on free ports and a clock that a test may put forward. */
export class RunningApp {
  readonly cloud: RunningCloud;
  readonly clock: FlowingClock;
  /** What people see, as lists. */
  readonly crm: CrmSide;
  /** What people do, with status and version. */
  readonly admin: AdminCaller;
  readonly #folder: string;

  private constructor(cloud: RunningCloud, clock: FlowingClock, { token, folder }: Held) {
    this.cloud = cloud;
    this.clock = clock;
    const url = cloud.outputs['AdminApiUrl'] ?? '';
    this.crm = new CrmSide(url, token);
    this.admin = new AdminCaller(url, token);
    this.#folder = folder;
  }

  static async start(): Promise<RunningApp> {
    const clock = flowingClock();
    const folder = mkdtempSync(join(tmpdir(), 'orderseam-app-'));
    const assembly = (await synthesise(resolve('.'))).folder;
    const cloud = await startCloud({ assembly, clock, dataFolder: folder });
    const token = await cloud.mintToken({
      ...{ sub: 'test', company: DEMO_COMPANY, expiresInSeconds: 86_400 },
      roles: ['operator', 'integrator', 'accounting', 'sales'],
    });
    return new RunningApp(cloud, clock, { token, folder });
  }

  get webhookUrl(): string {
    return this.cloud.outputs['WebhookApiUrl'] ?? '';
  }

  async connect(connection: NewConnection): Promise<void> {
    await this.admin.does('POST /connections', connection);
  }

  /** Posts a webhook as it is; what follows from it has happened when this returns. */
  async post(request: RawRequest): Promise<RawAnswer> {
    const answer = await sendRaw(this.webhookUrl, request);
    await this.cloud.settled();
    return answer;
  }

  async stop(): Promise<void> {
    await this.cloud.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

interface Held {
  readonly token: string;
  readonly folder: string;
}
