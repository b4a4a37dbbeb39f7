import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pullChanges, type PullInput } from '../../../../functions/pull-changes/pull-changes.ts';
import { loadConnectors } from '../../../../functions/shared/erp/connectors.ts';
import { fetchHttp } from '../../../../functions/shared/erp/fetch/fetch-http.ts';
import { erpRuntime } from '../../../../functions/shared/ingestion/erp-runtime.ts';
import type { IngestionPorts } from '../../../../functions/shared/ingestion/ports.ts';
import { getDebtor } from '../../../../functions/shared/store/debtors.ts';
import { getInvoice } from '../../../../functions/shared/store/invoices.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import {
  canonicalDebtor,
  canonicalInvoice,
  sampleBooks,
  type Books,
} from '../../../support/erp/asking/books.ts';
import { conditionalCreate } from '../../../support/erp/asking/keyed-erp.ts';
import { pullOnly } from '../../../support/erp/asking/pull-only-erp.ts';
import { jsonRpc } from '../../../support/erp/asking/rpc-erp.ts';
import { served, type ServedErp } from '../../../support/erp/asking/served-erp.ts';
import { sessionLogin } from '../../../support/erp/asking/session-erp.ts';
import { csrfToken } from '../../../support/erp/asking/token-erp.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { ingestionWorld } from '../../../support/ingestion/ingestion-world.ts';

let running: RunningStore;
beforeAll(async () => {
  running = await aStore();
});
afterAll(() => running.close());

interface Mirror {
  readonly books: Books;
  readonly erp: ServedErp;
  readonly catchUp: (runStartedAt: string) => Promise<void>;
  /** The records we keep, by the ids of the books. */
  readonly records: () => Promise<{ debtors: unknown[]; invoices: unknown[] }>;
}

async function aMirror(mechanism: typeof pullOnly): Promise<Mirror> {
  const books = sampleBooks();
  const erp = await served(mechanism.api(books));
  const { connector, settings = {} } = mechanism;
  const connectionId = `asked-${connector}`;
  const connection = aConnection({ connectionId, connector, settings, baseUrl: erp.baseUrl });
  const ports = ingestionWorld(running.store, {
    connections: { find: () => Promise.resolve(connection) },
    erp: erpRuntime({
      connectors: loadConnectors('test/connectors'),
      secrets: { of: () => Promise.resolve(mechanism.secrets) },
      http: fetchHttp({ plainHosts: ['127.0.0.1'] }),
    }),
  });
  const idOf = (entity: 'debtor' | 'invoice', id: number) =>
    recordIdOf({ connectionId, entity, externalId: String(id) });
  return {
    ...{ books, erp },
    catchUp: async (runStartedAt) => {
      for (const entity of ['debtor', 'invoice'] as const)
        await readAll(ports, { connectionId, entity, runStartedAt });
    },
    records: async () => ({
      debtors: await Promise.all(
        books.customers.map(
          async ({ id }) => (await getDebtor(running.store, 'acme', idOf('debtor', id)))?.canonical,
        ),
      ),
      invoices: await Promise.all(
        books.invoices.map(
          async ({ id }) => (await getInvoice(running.store, 'acme', idOf('invoice', id)))?.canonical,
        ),
      ),
    }),
  };
}

/** As the state machine does it: what one page hands on is the start of the next. */
async function readAll(ports: IngestionPorts, input: PullInput): Promise<void> {
  let page = await pullChanges(ports, input);
  while (!page.done) page = await pullChanges(ports, { ...input, ...page });
}

/** Times in seconds, and members that nobody sent left out. */
const comparable = (record: { modifiedAt?: string | null | undefined }): object => ({
  ...record,
  modifiedAt: expect.stringContaining((record.modifiedAt ?? '').slice(0, 19)),
});

describe.each([pullOnly, jsonRpc(), sessionLogin(), csrfToken(), conditionalCreate])(
  '$connector',
  (mechanism) => {
    it('is mirrored by catch-ups: all of it at first, then what changed', async () => {
      const { books, erp, catchUp, records } = await aMirror(mechanism);
      const expected = () => ({
        debtors: books.customers.map((each) => comparable(canonicalDebtor(each))),
        invoices: books.invoices.map((each) => comparable(canonicalInvoice(each))),
      });
      await catchUp('2026-03-10T08:00:00.000Z');
      expect(await records()).toMatchObject(expected());

      const [first] = books.customers;
      if (first) books.customers[0] = { ...first, name: 'Huber & Töchter', changed: '2026-03-11T09:00:00Z' };
      await catchUp('2026-03-12T08:00:00.000Z');
      expect(await records()).toMatchObject(expected());
      await erp.stop();
    });
  },
);
