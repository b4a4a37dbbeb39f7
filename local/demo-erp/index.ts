import { systemClock } from '../cloud/clock.ts';
import { Erp } from './erp.ts';
import type { Credentials, ErpOptions } from './erp.ts';
import { listen } from './http/listen.ts';
import { serve } from './serve.ts';
import { openDatabase } from './store/database.ts';

export type { Credentials } from './erp.ts';

/** What the demo company's integration signs in with unless told otherwise. Not a secret: the ERP is a toy. */
const demoCredentials: Credentials = { clientId: 'orderseam', clientSecret: 'demo-erp-secret' };

export type DemoErpOptions = Partial<ErpOptions> & {
  /** 0 takes any free port. */
  readonly port?: number;
  /** Where the state lives; without a folder it lives in memory. */
  readonly folder?: string;
};

export interface RunningDemoErp {
  readonly url: string;
  readonly companyId: string;
  readonly credentials: Credentials;
  /** Resolves when no notification is under way and none is due at this moment of the clock. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const hour = 3_600_000;

const defaults: ErpOptions = {
  clock: systemClock,
  seed: 'orderseam',
  credentials: demoCredentials,
  windowMilliseconds: 200,
  collectionThreshold: 1_000,
  handshakeMilliseconds: 5_000,
  notificationMilliseconds: 10_000,
  retry: { firstMilliseconds: 1_000, longestMilliseconds: hour, giveUpAfterMilliseconds: 36 * hour },
  random: Math.random,
};

export async function startDemoErp(options: DemoErpOptions = {}): Promise<RunningDemoErp> {
  const { port = 0, folder, ...rest } = options;
  const database = openDatabase(folder);
  const erp = new Erp(database, { ...defaults, ...rest });
  const server = await listen(port, (request) => serve(erp, request)).catch(async (error: unknown) => {
    await erp.close();
    database.close();
    throw error;
  });
  return {
    url: server.url,
    companyId: erp.companyId,
    credentials: erp.credentials,
    settled: () => erp.settled(),
    close: async () => {
      await server.close();
      await erp.close();
      database.close();
    },
  };
}
