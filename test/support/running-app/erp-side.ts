import * as z from 'zod';
import type { RunningDemoErp } from '../../../local/demo-erp/index.ts';

/** A record as an API tells it; a test asserts on what it reads of it. */
export type Row = Readonly<Record<string, unknown>>;

const pageSchema = z.object({
  value: z.array(z.record(z.string(), z.unknown())),
  '@odata.nextLink': z.string().optional(),
});
const tokenSchema = z.object({ access_token: z.string() });

/** The demo ERP as its own people and its own API know it; it shares nothing with Orderseam but HTTP. */
export class ErpSide {
  readonly #erp: RunningDemoErp;

  constructor(erp: RunningDemoErp) {
    this.#erp = erp;
  }

  /** What a person does there: `does('POST customers/10000/block', { blocked: 'All' })`. */
  async does(what: string, body?: object): Promise<Row> {
    const [method = '', path = ''] = what.split(' ');
    const response = await fetch(`${this.#erp.url}/demo/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? {} : ((await response.json()) as Row);
  }

  /** Behaves badly in these ways and no other; without any, well again. */
  misbehaves(switches: object = {}): Promise<Row> {
    return this.does('PUT misbehaviour', switches);
  }

  /** All records of a set, such as `salesInvoices?$expand=salesInvoiceLines`. */
  async list(set: string): Promise<Row[]> {
    const authorization = `Bearer ${await this.#token()}`;
    const rows: Row[] = [];
    let url: string | undefined = `${this.#erp.url}/api/v2.0/companies(${this.#erp.companyId})/${set}`;
    while (url !== undefined) {
      const response = await fetch(url, { headers: { authorization } });
      const page = pageSchema.parse(await response.json());
      rows.push(...page.value);
      url = page['@odata.nextLink'];
    }
    return rows;
  }

  async subscriptions(): Promise<{ resource: string; notificationUrl: string; expiresAt: number }[]> {
    const schema = z.object({
      value: z.array(z.object({ resource: z.string(), notificationUrl: z.string(), expiresAt: z.number() })),
    });
    return schema.parse(await this.does('GET subscriptions')).value;
  }

  async #token(): Promise<string> {
    const { clientId, clientSecret } = this.#erp.credentials;
    const response = await fetch(`${this.#erp.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    return tokenSchema.parse(await response.json()).access_token;
  }
}
