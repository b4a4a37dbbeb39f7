import { startCloud, type RunningCloud } from '../../local/cloud/index.ts';
import { adminClient, type NewConnection } from '../../local/launch/admin-client.ts';

/** The company all records of a benchmark belong to. */
export const COMPANY = 'bench';

export interface Subject {
  readonly cloud: RunningCloud;
  /** Where a connection's ERP posts to. */
  readonly webhookUrl: (connectionId: string) => string;
  readonly close: () => Promise<void>;
}

export interface SubjectOptions {
  readonly assembly: string;
  readonly dataFolder?: string;
  /** Whom the connections belong to. */
  readonly company?: string;
  readonly connections: readonly NewConnection[];
  /** Of each function at most; more than cores only take turns. */
  readonly sandboxes: number;
}

/** The whole application on the embedded cloud, on disk, with what it is to receive from. */
export async function startSubject({
  connections,
  sandboxes,
  company = COMPANY,
  ...options
}: SubjectOptions): Promise<Subject> {
  const cloud = await startCloud({ ...options, concurrency: sandboxes, warm: ['receive-delivery'] });
  const token = await cloud.mintToken({ sub: 'bench', roles: ['operator', 'integrator'], company });
  const admin = adminClient(outputOf(cloud, 'AdminApiUrl'), token);
  for (const connection of connections) await admin.create(connection);
  return {
    cloud,
    webhookUrl: (connectionId) => `${outputOf(cloud, 'WebhookApiUrl')}/hooks/${connectionId}`,
    close: () => cloud.close(),
  };
}

function outputOf({ outputs }: RunningCloud, name: string): string {
  const value = outputs[name];
  if (value === undefined) throw new Error(`The application has no output ${name}.`);
  return value;
}
