import type { Connector } from '../../../functions/shared/erp/connectors.ts';
import type { ErpAccess } from '../../../functions/shared/erp/fetch/erp-access.ts';
import type { HttpPort, HttpRequest, HttpResponse } from '../../../functions/shared/erp/fetch/http-port.ts';
import type { ErpConnection, Secrets } from '../../../functions/shared/erp/types.ts';

export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** JSON unless it is text. */
  readonly body?: unknown;
}

/** An ERP that answers from a script, request by request, and remembers what it was asked. */
export interface ScriptedErp extends HttpPort {
  readonly asked: HttpRequest[];
  /** Moves the port's clock. */
  time: number;
}

export function scriptedErp(
  script: readonly ScriptedAnswer[] | ((request: HttpRequest) => ScriptedAnswer),
): ScriptedErp {
  const asked: HttpRequest[] = [];
  const erp: ScriptedErp = {
    asked,
    time: Date.parse('2026-01-01T00:00:00Z'),
    now: () => erp.time,
    send(request) {
      asked.push(request);
      const answer = typeof script === 'function' ? script(request) : script[asked.length - 1];
      if (answer === undefined) throw new Error(`Nobody expected a request to ${request.url.href}.`);
      return Promise.resolve(responseOf(answer));
    },
  };
  return erp;
}

function responseOf({ status = 200, headers = {}, body }: ScriptedAnswer): HttpResponse {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  return { status, headers, body: Buffer.from(text) };
}

export const aConnection = (overrides: Partial<ErpConnection> = {}): ErpConnection => ({
  connectionId: 'test',
  company: 'c1',
  connector: 'test-erp',
  baseUrl: 'https://erp.example/api/v1',
  settings: {},
  secretName: 'test',
  ...overrides,
});

export function access(
  connector: Connector,
  http: HttpPort,
  given: { connection?: Partial<ErpConnection>; secrets?: Secrets } = {},
): ErpAccess {
  return { connector, connection: aConnection(given.connection), secrets: given.secrets ?? {}, http };
}
