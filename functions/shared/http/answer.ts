/** What a route answers. `version` becomes the ETag, `headers` are lower-case. */
export interface Answer<Body = unknown> {
  readonly body?: Body;
  readonly version?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}

/** One page of a list; `cursor` is the store's position after the last item, absent on the last page. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly cursor?: string | undefined;
}

/** An answer that is a file: its bytes go out as they are. */
export interface FileAnswer {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly version?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}

/** An answer on its way to the gateway: status, lower-case headers, text or bytes. */
export interface RenderedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}
