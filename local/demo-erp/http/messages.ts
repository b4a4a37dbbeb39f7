import { stringifyExact } from '../values/exact-json.ts';

export interface IncomingRequest {
  readonly method: string;
  /** Scheme and host as the caller used them, for links in answers. */
  readonly origin: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The work is done and the caller never learns of it: the connection stays silent until it is given up. */
  readonly isWithheld?: boolean;
  /** The work is done and the connection breaks before the answer. */
  readonly isLost?: boolean;
}

const jsonType = 'application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8';

export const jsonText = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': jsonType, ...headers },
  body,
});

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer =>
  jsonText(status, stringifyExact(value), headers);

export const html = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
});

export const nothing: Answer = { status: 204, headers: {}, body: '' };
