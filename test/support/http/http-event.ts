import type { HttpEvent } from '../../../functions/shared/http/read-request.ts';
import type { Role } from '../../../functions/shared/http/roles.ts';

export interface EventOptions {
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly company?: string | null;
  readonly roles?: readonly Role[];
  readonly subject?: string;
}

/** An event as an HTTP API hands it to its function: payload 2.0, with the claims of a verified token. */
export function anHttpEvent(method: string, path: string, options: EventOptions = {}): HttpEvent {
  const { query = '', headers = {}, company = 'demo', roles = ['operator'], subject = 'ada' } = options;
  const body =
    typeof options.body === 'string' || options.body === undefined
      ? options.body
      : JSON.stringify(options.body);
  const claims = {
    sub: subject,
    'cognito:groups': `[${roles.join(' ')}]`,
    ...(company !== null && { 'custom:company': company }),
  };
  return {
    version: '2.0',
    routeKey: 'ANY /{proxy+}',
    rawPath: path,
    rawQueryString: query,
    headers: {
      host: 'admin.test',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'admin',
      domainName: 'admin.test',
      domainPrefix: 'admin',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: 'ANY /{proxy+}',
      stage: '$default',
      time: '01/Feb/2026:08:00:00 +0000',
      timeEpoch: 1_769_932_800_000,
      authorizer: { jwt: { claims } },
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
}

export const jsonOf = (answer: { body?: string | undefined }): unknown => JSON.parse(answer.body ?? 'null');
