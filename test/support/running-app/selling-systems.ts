import { setTimeout as pause } from 'node:timers/promises';
import { settleDemoCompany } from '../../../local/launch/demo-settings.ts';
import { DEMO_COMPANY } from '../../../local/launch/demo-company.ts';
import { AdminCaller } from './admin-caller.ts';
import type { CrmSide } from './crm-side.ts';
import type { ErpSide, Row } from './erp-side.ts';
import { HandOverRuns } from './hand-over-runs.ts';
import { SalesSide } from './sales-side.ts';
import { TwoSystems } from './two-systems.ts';

const UNDER_WAY = ['released', 'handing-over'];
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** Both systems, and the demo company settled so that it sells; hours of waiting for the ERP take no time. */
export class SellingSystems {
  readonly two: TwoSystems;
  readonly admin: AdminCaller;
  readonly crm: CrmSide;
  readonly erp: ErpSide;
  readonly sales: SalesSide;
  readonly runs: HandOverRuns;

  private constructor(two: TwoSystems) {
    this.two = two;
    this.admin = two.admin;
    this.crm = two.crm;
    this.erp = two.erp;
    this.sales = new SalesSide(two.admin);
    this.runs = new HandOverRuns(two.cloud.services.endpoints.sfn);
  }

  static async start(): Promise<SellingSystems> {
    const two = await TwoSystems.start();
    await settleDemoCompany(two.launcher);
    return new SellingSystems(two);
  }

  /** Somebody else who sells, at another computer. */
  async colleague(sub: string): Promise<AdminCaller> {
    const request = { sub, company: DEMO_COMPANY, roles: ['sales'], expiresInSeconds: 400 * 86_400 } as const;
    const { cloud } = this.two;
    return new AdminCaller(cloud.outputs['AdminApiUrl'] ?? '', await cloud.mintToken(request));
  }

  /** A new order of a new account, released. */
  async handedOver(...sale: Parameters<SalesSide['order']>): Promise<Row> {
    const order = await this.sales.order(...sale);
    await this.sales.handOver(order);
    return order;
  }

  /** Resolves with the order when it is no longer under way; whatever its run waits for comes at once. */
  async ended(order: Row): Promise<Row> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const now = await this.sales.read(order);
      if (!UNDER_WAY.includes(String(now['state']))) return now;
      if (performance.now() > deadline) throw new Error(`Still under way: ${JSON.stringify(now)}`);
      await this.passWaiting();
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Puts the clock forward to what all runs wait for, if all of them do. */
  async passWaiting(): Promise<void> {
    const until = await this.runs.waitUntil();
    const { clock } = this.two;
    if (until !== undefined && until > clock.now()) clock.skip(until - clock.now());
  }

  /** How many orders and invoices of the ERP carry our reference of the order. */
  async documentsOf(order: Row): Promise<number> {
    const { handOver } = await this.sales.read(order);
    const { reference } = (handOver as { order?: { reference?: string } }).order ?? {};
    const { value } = (await this.erp.does('GET orders/references')) as { value: ReferenceCount[] };
    const found = value.find(({ externalDocumentNumber }) => externalDocumentNumber === reference);
    return (found?.orders ?? 0) + (found?.invoices ?? 0);
  }

  /** The ERP's customers of the account that ordered, by its name. */
  async customersOf({ accountId }: Row): Promise<Row[]> {
    const { name } = await this.crm.get(`/accounts/${String(accountId)}`);
    return (await this.erp.list('customers')).filter(({ displayName }) => displayName === name);
  }

  async stop(): Promise<void> {
    this.runs.close();
    await this.two.stop();
  }
}

interface ReferenceCount {
  readonly externalDocumentNumber: string;
  readonly orders: number;
  readonly invoices: number;
}
