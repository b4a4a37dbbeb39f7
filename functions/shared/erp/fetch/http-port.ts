export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The way to the ERP. `send` throws an `ErpUnavailableError` when no answer came. One port lives as long as the process. */
export interface HttpPort {
  send(request: HttpRequest): Promise<HttpResponse>;
  now(): number;
}
