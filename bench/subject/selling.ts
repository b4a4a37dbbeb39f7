import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { startCloud, type RunningCloud } from '../../local/cloud/index.ts';
import { adminClient } from '../../local/launch/admin-client.ts';
import { connectDemoCompany, DEMO_COMPANY } from '../../local/launch/demo-company.ts';
import { startDemoErp } from '../../local/launch/demo-erp.ts';
import { settleDemoCompany } from '../../local/launch/demo-settings.ts';
import { adminApi, type AdminApi } from './admin-api.ts';
import { repository } from './assembly.ts';
import { drained } from './drained.ts';

export interface Selling {
  readonly cloud: RunningCloud;
  readonly api: AdminApi;
  /** Of products that may be sold. */
  readonly productNumbers: readonly string[];
  close(): Promise<void>;
}

export interface SellingOptions {
  readonly assembly: string;
  readonly dataFolder: string;
  /** Of each function at most. */
  readonly sandboxes: number;
}

/** The demo company with its catalogue and the demo ERP, which is a process of its own, as `npm start` has them. */
export async function openSelling({ sandboxes, ...options }: SellingOptions): Promise<Selling> {
  const erp = await startDemoErp({ root: repository, dataFolder: options.dataFolder, port: 0 });
  const cloud = await startCloud({ ...options, concurrency: sandboxes });
  const url = cloud.outputs['AdminApiUrl'] ?? '';
  const roles = ['operator', 'integrator', 'sales'] as const;
  const token = await cloud.mintToken({ sub: 'bench', company: DEMO_COMPANY, roles: [...roles] });
  const launcher = adminClient(url, token);
  await connectDemoCompany(launcher, erp);
  await settleDemoCompany(launcher);
  const api = adminApi(url, token);
  await untilCaughtUp(api);
  await drained(cloud);
  const productNumbers = await sellable(api);
  const close = async (): Promise<void> => {
    await cloud.close();
    await erp.close();
  };
  return { cloud, api, productNumbers, close };
}

const runSchema = z.object({ lastCatchUp: z.object({ outcome: z.string() }).optional() });

async function untilCaughtUp(api: AdminApi): Promise<void> {
  for (;;) {
    const { lastCatchUp } = runSchema.parse(await api('GET /connections/bc'));
    if (lastCatchUp?.outcome === 'done') return;
    await pause(100);
  }
}

const productsSchema = z.object({ items: z.array(z.object({ number: z.string(), status: z.string() })) });

async function sellable(api: AdminApi): Promise<string[]> {
  const { items } = productsSchema.parse(await api('GET /products?limit=100'));
  return items.filter(({ status }) => status === 'active').map(({ number }) => number);
}
