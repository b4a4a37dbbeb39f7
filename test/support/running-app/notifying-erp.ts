import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { NewConnection } from '../../../local/launch/admin-client.ts';
import type { RawRequest } from '../../../functions/shared/erp/types.ts';
import type { Row } from './erp-side.ts';

const COMPANY = '5b1f2c9e-0d7a-4b7e-9a55-2f1c6c7f0a11';
const VECTORS = 'connectors/business-central/vectors';
const fetched = (name: string): Row => JSON.parse(readFileSync(`${VECTORS}/${name}.json`, 'utf8')) as Row;

const CLIENT_STATE = 'a-client-state-of-this-test-0123';

/** The ids and answers of the records that there are; lists and subscriptions are not served. */
const RECORDS = {
  customers: 'a1b2c3d4-0000-4000-8000-000000000020',
  salesInvoices: 'a1b2c3d4-0000-4000-8000-000000000500',
} as const;
export type Resource = keyof typeof RECORDS;

/** A Business Central with one customer and one invoice, which is in local currency: the ERP says so by leaving it blank. */
export class NotifyingErp {
  readonly #server: Server;
  readonly #url: string;

  private constructor(server: Server) {
    this.#server = server;
    this.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<NotifyingErp> {
    const customer = fetched('customer.vector')['body'] as Row;
    const records = new Map<string, Row>([
      [`customers(${RECORDS.customers})`, customer],
      [`salesInvoices(${RECORDS.salesInvoices})`, { ...fetched('sales-invoice'), currencyCode: '' }],
    ]);
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://erp');
      const name = pathname.slice(pathname.lastIndexOf('/') + 1);
      const body = name === 'token' ? token : records.get(name);
      request.resume();
      response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body ?? { error: { code: 'Unknown', message: 'Not served here.' } }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new NotifyingErp(server);
  }

  get tokenUrl(): string {
    return `${this.#url}/token`;
  }

  /** A connection to it that does not say what the local currency is. */
  connection(connectionId: string): NewConnection {
    return {
      ...{ connectionId, connector: 'business-central', name: 'Blank currency' },
      ...{ baseUrl: `${this.#url}/api/v2.0`, externalCompany: COMPANY },
      settings: { tokenUrl: this.tokenUrl },
      credentials: { clientId: 'app', clientSecret: 'secret', clientState: CLIENT_STATE },
    };
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

const token = { access_token: 'token', token_type: 'Bearer', expires_in: 3_600 };

/** One entry of a notification: a record changed. */
export const entry = (resource: Resource, fields: object = {}): object => ({
  ...{ subscriptionId: 's-1', clientState: CLIENT_STATE, changeType: 'updated' },
  resource: `api/v2.0/companies(${COMPANY})/${resource}(${RECORDS[resource]})`,
  lastModifiedDateTime: '2026-02-03T08:15:30.5Z',
  ...fields,
});

/** A notification as this ERP posts it. */
export const notification = (connectionId: string, entries: readonly object[]): RawRequest =>
  notificationOf(connectionId, JSON.stringify({ value: entries }));

/** A notification with any body. */
export const notificationOf = (connectionId: string, body: string): RawRequest => ({
  ...{ method: 'POST', path: `/hooks/${connectionId}`, query: {} },
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(body),
});
