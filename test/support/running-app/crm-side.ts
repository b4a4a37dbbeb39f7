import * as z from 'zod';
import type { Row } from './erp-side.ts';

const pageSchema = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  cursor: z.string().nullish(),
});

interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Orderseam as a person sees it: through the Admin API and nothing else. */
export class CrmSide {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  async get(path: string): Promise<Row> {
    return (await this.#call('GET', path)) as Row;
  }

  /** Every item of a list, page by page. */
  async list(path: string): Promise<Row[]> {
    const items: Row[] = [];
    let cursor: string | null | undefined;
    do {
      const query = new URLSearchParams({ limit: '100', ...(cursor ? { cursor } : {}) });
      const page = pageSchema.parse(
        await this.#call('GET', `${path}${path.includes('?') ? '&' : '?'}${query.toString()}`),
      );
      items.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    return items;
  }

  /** The only record of a list, or none. */
  async find(path: string): Promise<Row | undefined> {
    const found = await this.list(path);
    if (found.length > 1) throw new Error(`${path} finds ${found.length} records.`);
    return found[0];
  }

  /** Starts a catch-up as a person would. */
  async pull(connectionId: string): Promise<void> {
    await this.#call('POST', `/connections/${connectionId}/pull`);
  }

  async lastCatchUp(connectionId: string): Promise<{ startedAt: string; outcome: string; reason?: string }> {
    const never = { startedAt: '', outcome: 'none' };
    const { lastCatchUp = never } = await this.get(`/connections/${connectionId}`);
    return lastCatchUp as typeof never & { reason?: string };
  }

  /** Changes a connection whatever its version. */
  async changeConnection(connectionId: string, change: object): Promise<void> {
    const path = `/connections/${connectionId}`;
    const { headers } = await this.#send('GET', path);
    await this.#send('PATCH', path, {
      headers: { 'if-match': headers.get('etag') ?? '', 'content-type': 'application/json' },
      body: JSON.stringify(change),
    });
  }

  async #call(method: string, path: string): Promise<unknown> {
    return (await this.#send(method, path)).json();
  }

  async #send(method: string, path: string, { headers, body }: Sending = {}): Promise<Response> {
    const response = await fetch(`${this.#url}${path}`, {
      ...{ method, headers: { authorization: `Bearer ${this.#token}`, ...headers } },
      ...(body !== undefined && { body }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}
