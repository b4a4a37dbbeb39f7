import type { Row } from './erp-side.ts';

export interface AdminAnswer {
  readonly status: number;
  readonly etag: string;
  readonly body: Row;
}

export interface PrintedAnswer {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

type Headers = Readonly<Record<string, string>>;

/** The Admin API as a person's program calls it, one request at a time. */
export class AdminCaller {
  readonly #url: string;
  readonly #token: string;
  readonly #headers: Headers;

  constructor(url: string, token: string, headers: Headers = {}) {
    this.#url = url;
    this.#token = token;
    this.#headers = headers;
  }

  /** The same caller, whose requests carry these headers, such as an Idempotency-Key. */
  with(headers: Headers): AdminCaller {
    return new AdminCaller(this.#url, this.#token, headers);
  }

  /** `call('POST /deliveries/1/discard', { reason })`; `etag` is sent as If-Match. Any status is an answer. */
  async call(what: string, body?: object, etag?: string): Promise<AdminAnswer> {
    const [method = '', path = ''] = what.split(' ');
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        ...{ ...this.#headers, authorization: `Bearer ${this.#token}` },
        ...(body && { 'content-type': 'application/json' }),
        ...(etag !== undefined && { 'if-match': etag }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const { status, headers } = response;
    return { status, etag: headers.get('etag') ?? '', body: (await response.json()) as Row };
  }

  /** As `call`, for what has to succeed; with the version that is there now. */
  async does(what: string, body?: object): Promise<Row> {
    const answer = await this.call(what, body, await this.#versionFor(what));
    if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A document. */
  async file(path: string): Promise<PrintedAnswer> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const response = await fetch(`${this.#url}${path}`, { headers });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    const mediaType = response.headers.get('content-type') ?? '';
    return { mediaType, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  /** That of the record which a verb such as `POST /deliveries/1/release` is about. */
  async #versionFor(what: string): Promise<string | undefined> {
    const record = /^\S+ (\/[a-z]+\/[^/]+)(?:\/[a-z-]+)?$/.exec(what)?.[1];
    return record && record !== '/deliveries/replay' ? (await this.call(`GET ${record}`)).etag : undefined;
  }
}
