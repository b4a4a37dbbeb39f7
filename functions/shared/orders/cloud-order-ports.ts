import type { Connection } from '../../../domain/records/connection.ts';
import { loadConnectors } from '../erp/connectors.ts';
import { fetchHttp } from '../erp/fetch/fetch-http.ts';
import type { ErpWriter } from '../erp/outbound/erp-writer.ts';
import { erpWriter, type ErpWriterOptions } from '../erp/outbound/open-erp-writer.ts';
import type { LedgerPort } from '../hand-over/ports.ts';
import type { IngestionPorts } from '../ingestion/ports.ts';
import { secretReader } from '../platform/aws/get-secret-value.ts';
import { connectionSecrets } from '../platform/connection-secrets.ts';
import { connectorsFolder } from '../platform/connectors-folder.ts';
import { ingestionPorts, type IngestionSettings } from '../platform/ingestion-ports.ts';
import { count } from '../platform/observability.ts';
import { getAccount } from '../store/accounts.ts';
import { getCompanySettings } from '../store/company-settings.ts';
import { getDebtor } from '../store/debtors.ts';
import { appendToLedger } from '../store/ledger/append.ts';
import { openLedger, type Ledger } from '../store/ledger/ledger.ts';
import { keepPayload } from '../store/ledger/payloads.ts';
import { readLedgerState } from '../store/ledger/read.ts';
import { sha256 } from '../store/ledger/sha256.ts';
import { listLinkedDebtorIds } from '../store/links.ts';
import { getOrder, updateOrder } from '../store/orders.ts';
import { getProduct } from '../store/products.ts';
import type { Store } from '../store/store.ts';
import { adoptDebtor } from './adopt-debtor.ts';
import type { OrderPorts } from './order-ports.ts';

export interface OrderSettings extends IngestionSettings {
  readonly LEDGER_TABLE: string;
}

/** What handing over needs of the outside world, from a function's settings. */
export function orderPorts(settings: OrderSettings): OrderPorts {
  const ingestion = ingestionPorts(settings);
  return {
    ...records(ingestion),
    sha256,
    counts: { count },
    now: ingestion.now,
    ledger: ledgerPort(openLedger(settings)),
    writers: { of: (connection) => writerFor(erpOptions(settings, ingestion.now), connection) },
  };
}

function records(
  ingestion: IngestionPorts,
): Omit<OrderPorts, 'ledger' | 'writers' | 'counts' | 'sha256' | 'now'> {
  const { store, connections } = ingestion;
  return {
    orders: {
      get: (company, orderId) => getOrder(store, company, orderId),
      save: (order) => updateOrder(store, order),
    },
    accounts: { get: (company, accountId) => getAccount(store, company, accountId) },
    settings: { of: (company) => getCompanySettings(store, company) },
    // A connection resumed a moment ago must be seen: its order was released because of it.
    connections: { find: (connectionId) => connections.find(connectionId, 0) },
    products: { get: (company, productIds) => present(productIds, (id) => getProduct(store, company, id)) },
    debtors: {
      linkedTo: (company, accountId) => linkedDebtors(store, company, accountId),
      adopt: (debtor) => adoptDebtor(ingestion, debtor),
    },
  };
}

const linkedDebtors = async (store: Store, company: string, accountId: string) =>
  present(await listLinkedDebtorIds(store, company, accountId), (id) => getDebtor(store, company, id));

const AT_ONCE = 25;

/** Those that exist, in the order of their ids. */
async function present<Held>(
  ids: readonly string[],
  get: (id: string) => Promise<Held | undefined>,
): Promise<Held[]> {
  const found: Held[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = await Promise.all(ids.slice(start, start + AT_ONCE).map(get));
    found.push(...some.filter((held) => held !== undefined));
  }
  return found;
}

export const ledgerPort = (ledger: Ledger): LedgerPort => ({
  read: (company, key) => readLedgerState(ledger, company, key),
  append: (append) => appendToLedger(ledger, append),
  keepPayload: (payload) => keepPayload(ledger, payload),
});

const erpOptions = (settings: OrderSettings, now: () => number): ErpWriterOptions => ({
  connectors: loadConnectors(connectorsFolder()),
  secrets: connectionSecrets(secretReader(), now),
  http: fetchHttp({ plainHosts: settings.ERP_HTTP_HOSTS }),
});

async function writerFor(options: ErpWriterOptions, connection: Connection): Promise<ErpWriter | undefined> {
  const { outbound } = options.connectors.get(connection.connector)?.manifest ?? {};
  return outbound && connection.baseUrl !== undefined ? erpWriter(options, connection) : undefined;
}
