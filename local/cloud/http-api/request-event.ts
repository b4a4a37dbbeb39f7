import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { RouteMatch } from './route-table.ts';

export interface EventSource {
  readonly apiId: string;
  readonly now: number;
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly match: RouteMatch;
  /** Claims as API Gateway hands them on; undefined on a route without authorizer. */
  readonly jwt:
    | { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null }
    | undefined;
}

const ACCOUNT = '000000000000';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The content types whose bodies arrive as text; all others, and a missing one, arrive base64-coded. */
const TEXT = /^(?:text\/|application\/(?:json|xml|javascript)(?:$|[;\s]))/i;

/** The request in payload format 2.0. */
export function requestEvent(source: EventSource): Record<string, unknown> {
  const { request, match } = source;
  const { path, query } = splitUrl(request);
  const { cookie, ...others } = request.headers;
  const headers = joined(others);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(query === '' ? {} : { queryStringParameters: queryParameters(query) }),
    ...(match.pathParameters ? { pathParameters: match.pathParameters } : {}),
    requestContext: requestContext(source, path, headers),
    ...encodedBody(source.body, headers['content-type']),
  };
}

export function splitUrl(request: IncomingMessage): { path: string; query: string } {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

function requestContext(
  source: EventSource,
  path: string,
  headers: Record<string, string>,
): Record<string, unknown> {
  const { apiId, request, match, now } = source;
  const domainName = headers['host'] ?? '';
  return {
    accountId: ACCOUNT,
    apiId,
    ...(source.jwt ? { authorizer: { jwt: source.jwt } } : {}),
    domainName,
    domainPrefix: apiId,
    http: {
      method: request.method,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey: match.route.routeKey,
    stage: '$default',
    time: commonLogTime(now),
    timeEpoch: now,
  };
}

function joined(headers: IncomingHttpHeaders): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return result;
}

function queryParameters(query: string): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query))
    values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(',')]));
}

function encodedBody(
  body: Buffer,
  contentType: string | undefined,
): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  if (contentType !== undefined && TEXT.test(contentType))
    return { body: body.toString('utf8'), isBase64Encoded: false };
  return { body: body.toString('base64'), isBase64Encoded: true };
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
