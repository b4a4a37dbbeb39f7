import { Closers } from '../cloud/closers.ts';
import { startCloud, type RunningCloud } from '../cloud/index.ts';
import { adminClient } from './admin-client.ts';
import { takeDataFolder } from './data-folder.ts';
import { connectDemoCompany, DEMO_COMPANY } from './demo-company.ts';
import { settleDemoCompany } from './demo-settings.ts';
import { startDemoErp, type DemoErpProcess } from './demo-erp.ts';
import { LaunchError } from './launch-error.ts';
import type { LaunchOptions, Ports } from './options.ts';
import { removeRunningFile, writeRunningFile, type RunningFile } from './running-file.ts';
import { synthesise } from './synthesise.ts';

export interface Instance extends RunningFile {
  readonly dataFolder: string;
  /** From the synthesised application to the last answer. */
  readonly bootMs: number;
  /** Resolves with the reason when it cannot go on; what is left is to close it. */
  readonly ended: Promise<LaunchError>;
  close(): Promise<void>;
}

/** Everything of `npm start` in the order it is needed; what was started is ended again when something fails. */
export async function runInstance(
  root: string,
  options: LaunchOptions,
  log: (line: string) => void,
): Promise<Instance> {
  const closers = new Closers();
  try {
    const folder = takeDataFolder(options.dataFolder, options);
    closers.add(() => folder.release());
    const { folder: assembly } = await synthesise(root, log);
    const started = performance.now();
    const parts = await startParts(
      { root, assembly, dataFolder: folder.path, ports: options.ports },
      closers,
    );
    const running = describe(parts);
    writeRunningFile(folder.path, running);
    closers.add(() => removeRunningFile(folder.path));
    return {
      ...running,
      dataFolder: folder.path,
      bootMs: performance.now() - started,
      ended: parts.cloud.ended.then(cannotGoOn),
      close: () => closers.closeAll(),
    };
  } catch (error) {
    await closers.closeAll();
    throw explained(error);
  }
}

interface StartOptions {
  readonly root: string;
  readonly assembly: string;
  readonly dataFolder: string;
  readonly ports: Ports;
}

interface Parts {
  readonly cloud: RunningCloud;
  readonly erp: DemoErpProcess;
}

async function startParts(
  { root, assembly, dataFolder, ports }: StartOptions,
  closers: Closers,
): Promise<Parts> {
  const [cloud, erp] = await Promise.all([
    startCloud({
      assembly,
      dataFolder,
      ports: { WebhookApiUrl: ports.webhooks, AdminApiUrl: ports.admin },
      awsPort: ports.aws,
      warm: ['receive-delivery', 'serve-admin-api'],
    }).then((started) => {
      closers.add(() => started.close());
      return started;
    }),
    startDemoErp({ root, dataFolder, port: ports.demoErp }).then((started) => {
      closers.add(() => started.close());
      return started;
    }),
  ]);
  await connect(cloud, erp);
  return { cloud, erp };
}

/** The demo ERP must know this start's Webhook API before anything changes in it. */
async function connect(cloud: RunningCloud, erp: DemoErpProcess): Promise<void> {
  const token = await cloud.mintToken({
    sub: 'npm start',
    roles: ['operator', 'integrator', 'accounting'],
    company: DEMO_COMPANY,
  });
  const admin = adminClient(cloud.outputs['AdminApiUrl'] ?? '', token);
  await connectDemoCompany(admin, erp);
  await settleDemoCompany(admin);
  await cloud.invoke('ensure-subscriptions', {});
}

function describe({ cloud, erp }: Parts): RunningFile {
  const { WebhookApiUrl: webhooks = '', AdminApiUrl: admin = '' } = cloud.outputs;
  return { pid: process.pid, urls: { webhooks, admin, demoErp: erp.url }, endpoints: cloud.endpoints };
}

/** Whatever was answered is on disk by then. */
const cannotGoOn = (reason: string): LaunchError =>
  new LaunchError(`${reason} Nothing is lost; start again with "npm start".`);

function explained(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return error;
  const port = 'port' in error ? String(error.port) : 'it needs';
  return new LaunchError(
    `Port ${port} is in use. Stop what listens there, or choose others with --port <n>; --port 0 takes free ones.`,
  );
}
