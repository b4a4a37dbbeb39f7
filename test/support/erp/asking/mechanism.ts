import { join } from 'node:path';
import { loadConnector } from '../../../../functions/shared/erp/connectors.ts';
import type { ErpAccess } from '../../../../functions/shared/erp/fetch/erp-access.ts';
import { fetchHttp } from '../../../../functions/shared/erp/fetch/fetch-http.ts';
import type { Secrets } from '../../../../functions/shared/erp/types.ts';
import { sampleBooks, type Books } from './books.ts';
import { served, type Api, type ServedErp } from './served-erp.ts';

/** An example connector, the fake that it speaks to, and what that fake takes for credentials. */
export interface Mechanism {
  /** Folder below test/connectors. */
  readonly connector: string;
  readonly api: (books: Books) => Api;
  /** Ends all sessions, where there are any. */
  readonly endSessions?: () => void;
  readonly secrets: Secrets;
  readonly settings?: Readonly<Record<string, string>>;
  /** A secret that is not taken, and the member that it is wrong in. */
  readonly wrong: { readonly secrets: Secrets; readonly member: string };
  readonly resources: { readonly debtor: string; readonly invoices: readonly string[] };
}

export interface World {
  readonly books: Books;
  readonly erp: ServedErp;
  /** The production runtime's way to the fake. Each call is a process of its own: it remembers no session. */
  open(secrets?: Secrets): ErpAccess;
}

export async function aWorld(mechanism: Mechanism, books: Books = sampleBooks()): Promise<World> {
  const erp = await served(mechanism.api(books), mechanism.endSessions);
  const connector = loadConnector(join('test/connectors', mechanism.connector));
  return {
    ...{ books, erp },
    open: (secrets = mechanism.secrets) => ({
      connector,
      connection: {
        ...{ connectionId: 'asked', company: 'c1', connector: connector.name, secretName: 'asked' },
        ...{ baseUrl: erp.baseUrl, settings: mechanism.settings ?? {} },
      },
      secrets,
      http: fetchHttp({ plainHosts: ['127.0.0.1'] }),
    }),
  };
}
